/** The run in progress, as the stdlib sees it. What it starts belongs to it, however late it goes on. */
import type { Reporter } from './report'

/** Something that goes on without the cell: as long as there is some, its run is not over. */
export type Work = {
  kind: 'training' | 'timer' | 'interval' | 'frame' | 'data'
  line?: number | undefined
  /** Ends it at once; what has none ends by itself when it hears of the stop. */
  cancel?(): void
}

export type Run = {
  id: string
  /** The cell whose code it is; a check and a collection have none. */
  cell: string | undefined
  started: number
  /** Set by `interrupt`: `fit` ends after its batch, every other `await` throws. */
  interrupted: boolean
  /** Training steps since the cell's start, over all its `fit` calls: the x of live curves. */
  steps: number
  warned: Set<string>
  work: Set<Work>
  /** Ends of the `await`s that wait now. */
  waits: Set<() => void>
  /** Results of calls that the cell let go, while they are not there. */
  floats: Set<{ line: number }>
  /** Called when the last piece of work has ended. */
  idle(): void
  /** The first error of what nobody waited for. */
  late: { error: unknown } | undefined
  report: Reporter | undefined
}

/** Thrown at an `await` to end a cell that was asked to stop. Not an error. */
export class Stopped extends Error {
  override name = 'Stopped'
}

export function createRun(id: string, started: number, report?: Reporter, cell?: string): Run {
  return {
    id,
    cell,
    started,
    interrupted: false,
    steps: 0,
    warned: new Set(),
    work: new Set(),
    waits: new Set(),
    floats: new Set(),
    idle: () => {},
    late: undefined,
    report,
  }
}

export function beginWork(run: Run | undefined, work: Work): () => void {
  run?.work.add(work)
  return () => {
    if (run?.work.delete(work) && run.work.size === 0) run.idle()
  }
}
