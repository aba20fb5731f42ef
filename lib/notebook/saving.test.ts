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
      { type: 'keep-draft', cell: 'data', source: 'a', base: 0, aside: [] },
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
      { type: 'keep-draft', cell: 'data', source: 'ab', base: 1, aside: [] },
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
    // The replaced text is filed before anything else, so that the history has it whatever comes next.
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([
      { type: 'file', cell: 'data', source: 'mine' },
    ])
    expect(
      page.act({ type: 'file.done', cell: 'data', source: 'mine', stored: stored('theirs', 6) }),
    ).toEqual([{ type: 'drop-draft', cell: 'data' }])
    page.act({ type: 'undo', cell: 'data' })
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([
      { type: 'save', cell: 'data', source: 'mine', base: 6 },
    ])
  })

  it.each(['reset', 'restore', 'undo'] as const)('%s files a text that was not saved yet', (type) => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'first' })
    page.act({ type: 'reset', cell: 'data' })
    if (type === 'undo') page.act({ type: 'undo', cell: 'data' })
    page.act({ type: 'edit', cell: 'data', source: 'typed just now' })
    page.act(
      type === 'restore' ? { type, cell: 'data', source: 'of the history' } : { type: 'reset', cell: 'data' },
    )
    expect(page.cell('data').saving.aside).toContain('typed just now')
    expect(page.effects.findLast((effect) => effect.type === 'keep-draft')).toMatchObject({
      aside: page.cell('data').saving.aside,
    })
  })

  it('goes on when a text cannot be filed, and tries again when the network was away', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'mine' })
    page.act({ type: 'restore', cell: 'data', source: 'other' })
    page.act({ type: 'save.due', cell: 'data' })
    expect(page.act({ type: 'save.failed', cell: 'data', why: 'offline' })).toMatchObject([{ type: 'wait' }])
    expect(page.act({ type: 'save.due', cell: 'data' })).toMatchObject([{ type: 'file', source: 'mine' }])
    page.act({ type: 'save.failed', cell: 'data', why: 'refused' })
    expect(page.act({ type: 'save.due', cell: 'data' })).toMatchObject([{ type: 'save', source: 'other' }])
  })

  it('is no conflict when only the number of the same text has moved on', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'a' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.done', cell: 'data', stored: stored('a', 1) })
    page.act({ type: 'edit', cell: 'data', source: 'ab' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.conflicted', cell: 'data', current: stored('a', 3) })
    expect(page.act({ type: 'save.due', cell: 'data' })).toEqual([
      { type: 'save', cell: 'data', source: 'ab', base: 3 },
    ])
  })

  it('follows what another window saved, where nobody wrote here; asks where somebody did', () => {
    const page = drive()
    page.act({ type: 'server.seen', cell: 'data', stored: stored('theirs', 2) })
    expect(page.cell('data')).toMatchObject({ source: 'theirs', saving: { base: 2, conflict: null } })
    page.act({ type: 'edit', cell: 'model', source: 'mine' })
    page.act({ type: 'server.seen', cell: 'model', stored: stored('theirs', 2) })
    expect(page.cell('model')).toMatchObject({ source: 'mine', saving: { conflict: { source: 'theirs' } } })
    page.act({ type: 'server.seen', cell: 'data', stored: stored('old news', 1) })
    expect(page.cell('data').source).toBe('theirs')
  })

  it('is no conflict when both windows have the same text', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'same' })
    page.act({ type: 'save.due', cell: 'data' })
    page.act({ type: 'save.conflicted', cell: 'data', current: stored('same', 4) })
    expect(page.cell('data').saving).toMatchObject({ base: 4, conflict: null })
  })

  it('takes up a draft of the same base, and files one of an older base', () => {
    const page = drive()
    page.act({ type: 'draft.found', cell: 'data', source: 'draft', base: 0 })
    expect(page.cell('data').source).toBe('draft')
    page.act({ type: 'server.seen', cell: 'model', stored: stored('newer', 4) })
    page.act({ type: 'draft.found', cell: 'model', source: 'old draft', base: 3 })
    expect(page.cell('model')).toMatchObject({ source: 'newer', undo: 'old draft' })
    expect(page.act({ type: 'save.due', cell: 'model' })).toMatchObject([
      { type: 'file', source: 'old draft' },
    ])
  })

  it('files a draft that is found after the first keystroke', () => {
    const page = drive()
    page.act({ type: 'edit', cell: 'data', source: 'typed' })
    page.act({ type: 'draft.found', cell: 'data', source: 'draft', base: 0, aside: ['older still'] })
    expect(page.cell('data')).toMatchObject({
      source: 'typed',
      saving: { aside: ['older still', 'draft'] },
    })
  })

  it('shows and sends a draft of a cell that the lesson no longer has', () => {
    const page = drive()
    expect(
      page.act({ type: 'draft.found', cell: 'gone', source: 'mine', base: 2, aside: ['before'] }),
    ).toEqual([
      { type: 'file', cell: 'gone', source: 'before' },
      { type: 'save', cell: 'gone', source: 'mine', base: 2 },
    ])
    expect(page.state.orphans).toEqual([{ id: 'gone', source: 'mine', savedAt: null }])
  })
})
