import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compiledLesson, lessons } from '../content/source.server'
import { cellSources } from '../db/schema'
import { db } from '../db/client.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { closeLimits } from './limits.server'
import { arrive, type Sender } from './testing.server'

let base: TestDatabase
let send: Sender
let me: string
const lesson = lessons()[0]!.id
const { version } = lessons()[0]!
const cells = `/lessons/${lesson}/cells`

beforeAll(async () => {
  base = await testDatabase()
  const person = await arrive('trainee')
  send = person.send
  me = person.user.id
})
afterAll(async () => {
  await closeLimits()
  await base.close()
})

const held = async () => ((await (await send('GET', cells)).json()) as { cells: object }).cells

describe('a cell that the lesson no longer has', () => {
  test('is saved for a page that was opened before, and found again', async () => {
    const answer = await send('PUT', `${cells}/renamed-away`, { source: 'mine', base: 0, version })
    expect(answer.status).toBe(200)
    expect(await held()).toMatchObject({ 'renamed-away': { source: 'mine', revision: 1 } })
  })

  test('goes on being saved, and keeps its history, for whoever has code of it', async () => {
    await db().insert(cellSources).values({ learnerId: me, lesson, cell: 'old', revision: 1, source: 'a' })
    expect((await send('PUT', `${cells}/old`, { source: 'b', base: 1 })).status).toBe(200)
    const history = await send('GET', `${cells}/old/history`)
    expect(await history.json()).toMatchObject({ revisions: [{ source: 'b' }, { source: 'a' }] })
    expect((await send('POST', `${cells}/old/history`, { source: 'c' })).status).toBe(200)
  })

  test('is unknown to whoever has neither', async () => {
    expect((await send('PUT', `${cells}/nowhere`, { source: 'a', base: 0 })).status).toBe(404)
    expect((await send('GET', `${cells}/nowhere/history`)).status).toBe(404)
    expect((await send('POST', `${cells}/nowhere/history`, { source: 'a' })).status).toBe(404)
  })

  test('is refused once a person holds more cells than any lesson has', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      learnerId: me,
      lesson,
      cell: `many-${index}`,
      revision: 1,
      source: '',
    }))
    await db().insert(cellSources).values(rows)
    expect((await send('PUT', `${cells}/one-more`, { source: 'a', base: 0, version })).status).toBe(404)
    const present = (await compiledLesson(lesson, 'zh')).cells[0]!.id
    expect((await send('PUT', `${cells}/${present}`, { source: 'a', base: 0, version })).status).toBe(200)
  })
})

describe('a lesson that is gone', () => {
  const gone = '/lessons/gone-for-good/cells'

  test('gives its code back and goes on saving for whoever has code of it', async () => {
    const row = { learnerId: me, lesson: 'gone-for-good', cell: 'old', revision: 1, source: 'a' }
    expect((await send('GET', gone)).status).toBe(404)
    await db().insert(cellSources).values(row)
    expect(await (await send('GET', gone)).json()).toMatchObject({ cells: { old: { source: 'a' } } })
    expect((await send('PUT', `${gone}/old`, { source: 'b', base: 1, version: 1 })).status).toBe(200)
    expect((await send('PUT', `${gone}/never-saved`, { source: 'b', base: 0, version: 1 })).status).toBe(200)
  })
})
