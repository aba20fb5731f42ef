/** Two windows, one machine, one server, a network that fails: no text that stood in a cell is ever lost. */
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Effect } from './effects'
import { drive, lesson } from './fixture'
import { isWaiting } from './saving'
import type { Stored } from './state'

const CELL = 'data'
type Page = ReturnType<typeof drive>
type Draft = { source: string; base: number; aside: string[] }

/** What `cells.server` does, without a database. */
function createServer() {
  const versions: string[] = []
  const at = (revision: number): Stored => ({
    source: versions[revision - 1]!,
    revision,
    savedAt: '2026-01-01T00:00:00.000Z',
  })
  const newest = () => (versions.length === 0 ? null : at(versions.length))
  return {
    versions,
    newest,
    save(source: string, base: number) {
      if (newest()?.source === source) return { stored: newest()! }
      if (versions.length > 0 && base !== versions.length) return { current: newest()! }
      versions.push(source)
      return { stored: newest()! }
    },
    file(source: string) {
      const top = newest()
      if (top && versions.includes(source)) return top
      versions.push(source, ...(top ? [top.source] : []))
      return newest()!
    },
  }
}

const step = fc.record({
  window: fc.constantFrom(0, 1),
  does: fc.constantFrom('type', 'reset', 'restore', 'undo', 'mine', 'theirs', 'due', 'look', 'reload'),
  isOnline: fc.boolean(),
})

test.prop([fc.array(step, { maxLength: 60 })], { numRuns: 500 })('no text is lost', (steps) => {
  const server = createServer()
  const drafts = new Map<number, Draft>()
  const windows: Page[] = []
  const written = new Set<string>()
  let texts = 0

  function perform(window: number, effects: Effect[], isOnline: boolean) {
    const page = windows[window]!
    for (const effect of effects) {
      if (effect.type === 'keep-draft') drafts.set(window, effect)
      else if (effect.type === 'drop-draft') drafts.delete(window)
      else if (effect.type === 'save' || effect.type === 'file') {
        if (!isOnline) {
          perform(window, page.act({ type: 'save.failed', cell: CELL, why: 'offline' }), isOnline)
        } else if (effect.type === 'file') {
          const { source } = effect
          const stored = server.file(source)
          perform(window, page.act({ type: 'file.done', cell: CELL, source, stored }), isOnline)
        } else {
          const { stored, current } = server.save(effect.source, effect.base)
          const answer = stored
            ? page.act({ type: 'save.done', cell: CELL, stored })
            : page.act({ type: 'save.conflicted', cell: CELL, current: current! })
          perform(window, answer, isOnline)
        }
      }
    }
  }

  function open(window: number) {
    const saved = server.newest()
    windows[window] = drive({
      ...lesson,
      cells: lesson.cells.map((cell) => (cell.id === CELL && saved ? { ...cell, saved } : cell)),
    })
    const draft = drafts.get(window)
    drafts.delete(window)
    if (draft)
      perform(
        window,
        windows[window]!.act({
          type: 'draft.found',
          cell: CELL,
          source: draft.source,
          base: draft.base,
          aside: draft.aside,
        }),
        false,
      )
  }

  function act(window: number, does: string, isOnline: boolean) {
    const page = windows[window]!
    const send = (effects: Effect[]) => perform(window, effects, isOnline)
    switch (does) {
      case 'type': {
        const source = `text ${++texts}`
        // What is typed over is a text of the same hand; what is then replaced or left is one to keep.
        written.delete(page.cell(CELL).source)
        written.add(source)
        return send(page.act({ type: 'edit', cell: CELL, source }))
      }
      case 'reset':
      case 'undo':
        return send(page.act({ type: does, cell: CELL }))
      case 'restore':
        return send(page.act({ type: 'restore', cell: CELL, source: server.versions[0] ?? 'solution' }))
      case 'mine':
        return send(page.act({ type: 'keep-mine', cell: CELL }))
      case 'theirs':
        return send(page.act({ type: 'take-theirs', cell: CELL }))
      case 'due':
        return send(page.act({ type: 'save.due', cell: CELL }))
      case 'look': {
        const stored = server.newest()
        return stored && send(page.act({ type: 'server.seen', cell: CELL, stored }))
      }
      default:
        return open(window)
    }
  }

  open(0)
  open(1)
  for (const { window, does, isOnline } of steps) {
    act(window, does, isOnline)
    const held = new Set([
      ...server.versions,
      ...windows.flatMap((page) => [page.cell(CELL).source, ...page.cell(CELL).saving.aside]),
    ])
    for (const text of written) expect(held, `lost by ${does}`).toContain(text)
    // Whatever a page holds and the server does not, this machine holds.
    for (const [index, page] of windows.entries()) {
      const kept = drafts.get(index)
      const { source, saving } = page.cell(CELL)
      if (isWaiting(page.cell(CELL))) expect(kept).toMatchObject({ source, aside: saving.aside })
    }
  }
  // Once the network is back and every question is answered, everything is in the history.
  for (let round = 0; round < 40; round++) {
    for (const window of [0, 1]) {
      act(window, 'due', true)
      act(window, round % 2 === 0 ? 'theirs' : 'mine', true)
    }
  }
  for (const text of written) expect(server.versions).toContain(text)
  for (const page of windows) expect(isWaiting(page.cell(CELL))).toBe(false)
})
