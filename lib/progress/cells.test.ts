import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '../auth/permissions'
import { addUser, viewerOf } from '../auth/testing.server'
import { cellSources } from '../db/schema'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { Source, SOURCE_LIMIT } from './cells'
import { cellHistory, fileCell, saveCell, savedCells } from './cells.server'

const LESSON = 'digits'
let base: TestDatabase
let me: Viewer<'progress.write'>

beforeAll(async () => void (base = await testDatabase()))
afterAll(() => base.close())
beforeEach(async () => void (me = viewerOf(await addUser('trainee'), 'progress.write')))

const save = (source: string, over: number, cell = 'train', now?: Date) =>
  saveCell(me, LESSON, cell, { source, base: over }, base.db, now)

describe('saveCell', () => {
  test('counts revisions, and gives back what was saved, byte for byte', async () => {
    const text = '// 训练 🎓 e\u0301 \u202e\r\n\tlet a = `${1}`\n'
    expect(await save('a', 0)).toMatchObject({ kind: 'saved', cell: { revision: 1 } })
    expect(await save(text, 1)).toMatchObject({ kind: 'saved', cell: { revision: 2, source: text } })
    expect(await savedCells(me, LESSON, base.db)).toMatchObject({ train: { revision: 2, source: text } })
  })

  test('the text that is stored already makes no new revision, whatever it was based on', async () => {
    await save('a', 0)
    await save('b', 1)
    expect(await save('b', 0)).toMatchObject({ kind: 'saved', cell: { revision: 2 } })
    expect(await cellHistory(me, LESSON, 'train', base.db)).toHaveLength(2)
  })

  test('an old base gets the current text, and nothing is lost', async () => {
    await save('a', 0)
    await save('theirs', 1)
    expect(await save('mine', 1)).toMatchObject({
      kind: 'conflict',
      current: { source: 'theirs', revision: 2 },
    })
    expect(await save('mine', 2)).toMatchObject({ kind: 'saved', cell: { revision: 3 } })
    const history = await cellHistory(me, LESSON, 'train', base.db)
    expect(history.map(({ source }) => source)).toEqual(['mine', 'theirs', 'a'])
  })

  test('a base that the server does not have: the text is kept all the same', async () => {
    expect(await save('a', 7)).toMatchObject({ kind: 'saved', cell: { revision: 8 } })
    expect(await save('b', 99)).toMatchObject({ kind: 'conflict', current: { source: 'a', revision: 8 } })
  })

  test('of twenty windows that save on one base exactly one wins, the others see its text', async () => {
    await save('start', 0)
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => save(`window ${index}`, 1)))
    const [winner, ...more] = outcomes.flatMap((one) => (one.kind === 'saved' ? [one.cell] : []))
    expect(more).toEqual([])
    for (const one of outcomes) if (one.kind === 'conflict') expect(one.current).toEqual(winner)
    expect(await cellHistory(me, LESSON, 'train', base.db)).toHaveLength(2)
  })

  test('cells, lessons and people are apart', async () => {
    await save('a', 0)
    await save('b', 0, 'data')
    const other = viewerOf(await addUser('trainee'), 'progress.write')
    expect(await savedCells(other, LESSON, base.db)).toEqual({})
    expect(await cellHistory(other, LESSON, 'train', base.db)).toEqual([])
    expect(await savedCells(me, 'other-lesson', base.db)).toEqual({})
    expect(Object.keys(await savedCells(me, LESSON, base.db))).toEqual(['data', 'train'])
  })
})

describe('fileCell', () => {
  const file = (source: string) => fileCell(me, LESSON, 'train', source, base.db)
  const texts = async () =>
    (await cellHistory(me, LESSON, 'train', base.db)).map(({ source }) => source).toReversed()

  test('a replaced text becomes a version, and the newest stays the newest', async () => {
    await save('a', 0)
    await save('theirs', 1)
    expect(await file('mine')).toMatchObject({ source: 'theirs', revision: 4 })
    expect(await texts()).toEqual(['a', 'theirs', 'mine', 'theirs'])
    expect(await save('theirs, edited', 4)).toMatchObject({ kind: 'saved', cell: { revision: 5 } })
  })

  test('a text that is a version already is not filed again', async () => {
    await save('a', 0)
    await save('b', 1)
    expect(await file('a')).toMatchObject({ source: 'b', revision: 2 })
    expect(await file('b')).toMatchObject({ source: 'b', revision: 2 })
    expect(await texts()).toEqual(['a', 'b'])
  })

  test('is the first version where there is none', async () => {
    expect(await file('mine')).toMatchObject({ source: 'mine', revision: 1 })
  })

  test('ten windows file and save at once: every text is kept', async () => {
    await save('start', 0)
    const filed = Array.from({ length: 10 }, (_, index) => `filed ${index}`)
    const saved = Array.from({ length: 10 }, (_, index) => `saved ${index}`)
    const outcomes = await Promise.all([...filed.map(file), ...saved.map((text) => save(text, 1))])
    const won = outcomes.slice(10).flatMap((one) => ('kind' in one && one.kind === 'saved' ? [one] : []))
    expect(await texts()).toEqual(
      expect.arrayContaining([...filed, ...won.map(({ cell }) => cell.source), 'start']),
    )
  })
})

describe('history', () => {
  test('shows the latest fifty, newest first', async () => {
    for (let revision = 0; revision < 55; revision++) await save(`version ${revision}`, revision)
    const history = await cellHistory(me, LESSON, 'train', base.db)
    expect(history).toHaveLength(50)
    expect(history[0]).toMatchObject({ revision: 55 })
    expect(history[49]).toMatchObject({ revision: 6 })
  })

  test('keeps the last day whole and the last version of each older hour', async () => {
    const now = new Date('2026-11-20T12:00:00Z')
    const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
    const old = [49 * 60 + 50, 49 * 60 + 40, 49 * 60 + 5, 48 * 60 - 1, 30 * 60, 24 * 60 - 1, 60, 59, 58]
    for (const [index, minutes] of old.entries()) {
      await base.db.insert(cellSources).values({
        learnerId: me.id,
        lesson: LESSON,
        cell: 'train',
        revision: index + 1,
        source: `version ${index + 1}`,
        savedAt: ago(minutes),
      })
    }
    await save('newest', 9, 'train', now)
    const kept = await cellHistory(me, LESSON, 'train', base.db)
    expect(kept.map(({ revision }) => revision)).toEqual([10, 9, 8, 7, 6, 5, 4, 3])
  })
})

test.each([
  ['as long as allowed', 'x'.repeat(SOURCE_LIMIT), true],
  ['one byte longer', 'x'.repeat(SOURCE_LIMIT + 1), false],
  ['too long in bytes, not in characters', '字'.repeat(SOURCE_LIMIT / 3 + 1), false],
  ['with NUL', 'a\0b', false],
  ['with half a surrogate pair', 'a\ud83d', false],
  ['empty', '', true],
])('a source %s', (_, text, fits) => expect(Source.safeParse(text).success).toBe(fits))
