import { describe, expect, it } from 'vitest'
import { drive } from './fixture'
import { waitingToSend } from './select'

const stored = (source: string, revision: number) => ({
  source,
  revision,
  savedAt: '2026-01-01T00:00:00.000Z',
})

describe('saving', () => {
  it('keeps a draft at once and saves after the pause', () => {
    const page = drive()
    expect(page.act({ type: 'edit', cell: 'data', source: 'a' })).toEqual([
      { type: 'keep-draft', cell: 'data', source: 'a', base: 0 },
      { type: 'save-later', cell: 'data' },
    ])
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([
      { type: 'save', cell: 'data', source: 'a', base: 0 },
    ])
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([])
    expect(page.act({ type: 'save.done', cell: 'data', stored: stored('a', 1) })).toEqual([
      { type: 'drop-draft', cell: 'data' },
    ])
    expect(page.cell('data').saving).toMatchObject({ base: 1, source: 'a', sending: null })
  })

  it('saves again what was typed during a save', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'a' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'edit', cell: 'data', source: 'ab' })
    expect(page.act({ type: 'save.done', cell: 'data', stored: stored('a', 1) })).toEqual([
      { type: 'keep-draft', cell: 'data', source: 'ab', base: 1 },
      { type: 'save-later', cell: 'data' },
    ])
  })

  it('waits longer after each failure and counts what waits', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'a' })
    const pauses = Array.from({ length: 6 }, () => {
      page.act({ type: 'save.due', cell: 'data' })
      const [wait] = page.act({ type: 'save.failed', cell: 'data', why: 'offline' })
      return wait?.type === 'wait' ? wait.ms : null
    })
    expect(pauses).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000])
    expect(waitingToSend(page.state)).toBe(1)
    expect(page.act({ type: 'network.changed', online: true })).toEqual([
      { type: 'save-later', cell: 'data' },
    ])
  })

  it('asks the learner when another window saved something else', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'mine' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.conflicted', cell: 'data', current: stored('theirs', 4) })
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([])
    const mine = page.act({ type: 'keep-mine', cell: 'data' })
    expect(mine).toEqual([{ type: 'save', cell: 'data', source: 'mine', base: 4 }])
  })

  it('takes the other window’s text, and can undo that', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'mine' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.conflicted', cell: 'data', current: stored('theirs', 4) })
    page.act({ type: 'take-theirs', cell: 'data' })
    expect(page.cell('data')).toMatchObject({
      source: 'theirs',
      undo: 'mine',
      saving: { base: 4, conflict: null },
    })
    page.act({ type: 'undo', cell: 'data' })
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([
      { type: 'save', cell: 'data', source: 'mine', base: 4 },
    ])
  })

  it('is no conflict when both windows have the same text', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'same' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.conflicted', cell: 'data', current: stored('same', 4) })
    expect(page.cell('data').saving).toMatchObject({ base: 4, conflict: null })
  })

  it('takes up a draft of the same base, and offers an older one by undo', () => {
    const page = drive()
    page.act({ type: 'draft.found', cell: 'data', source: 'draft', base: 0 })
    expect(page.cell('data').source).toBe('draft')
    page.act({ type: 'draft.found', cell: 'model', source: 'old draft', base: 3 })
    expect(page.cell('model')).toMatchObject({ source: 'const model = build(data)', undo: 'old draft' })
  })
})
