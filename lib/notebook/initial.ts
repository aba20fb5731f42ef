import { findNames } from './dependencies'
import type { NotebookCell, NotebookLesson } from './lesson'
import { widenCurve } from './curve'
import type { Cell, NotebookState } from './state'

export function createCell(cell: NotebookCell, scratch = false): Cell {
  const source = cell.saved?.source ?? cell.starter
  return {
    id: cell.id,
    title: cell.title,
    starter: cell.starter,
    source,
    undo: null,
    scratch,
    names: findNames(source),
    made: [],
    validity: 'fresh',
    status: 'idle',
    run: null,
    saving: {
      base: cell.saved?.revision ?? 0,
      source,
      savedAt: cell.saved?.savedAt ?? null,
      sending: null,
      aside: [],
      filing: null,
      trouble: null,
      tries: 0,
      conflict: null,
    },
  }
}

/** `session` is a random prefix, at least eight characters, that makes run ids unguessable across pages. */
export function createState(lesson: NotebookLesson, session: string): NotebookState {
  const cells = Object.fromEntries(lesson.cells.map((cell) => [cell.id, createCell(cell)]))
  const shown = lesson.readOnly ? lesson.state.curve : null
  const holder = shown && cells[shown.cell]
  if (shown && holder) {
    cells[shown.cell] = {
      ...holder,
      status: 'done',
      run: {
        id: `${session}-shown`,
        source: holder.source,
        order: 0,
        generation: -1,
        startedAt: 0,
        outputs: [],
        progress: null,
        curve: widenCurve(shown.curve),
        checks: [],
        problem: null,
        dropped: 0,
        ended: { outcome: 'done', ms: 0, backend: null },
      },
    }
  }
  return {
    readOnly: lesson.readOnly ?? false,
    session,
    runs: 0,
    order: lesson.cells.map((cell) => cell.id),
    cells,
    publicChecks: lesson.publicChecks,
    checks: lesson.checks,
    kernel: { generation: 0, status: 'absent', choice: 'auto', backend: null, backends: [], lost: null },
    queue: [],
    current: null,
    stopping: null,
    submission: null,
    settled: {},
    verified: lesson.state.verified,
    attempts: lesson.state.attempts,
    sweep: null,
    removed: null,
    orphans: lesson.orphans ?? [],
    keepsDrafts: true,
    outbox: { waiting: 0, durable: true, online: true, signedIn: true },
    loading: null,
    online: true,
  }
}
