/** The run in progress, as the stdlib sees it. There is one at a time. */
export type Run = {
  id: string
  started: number
  /** Set by `interrupt`: `fit` ends after its batch, `live.frame` throws. */
  interrupted: boolean
  /** Training steps since the cell's start, over all its `fit` calls: the x of live curves. */
  steps: number
  warned: Set<string>
}

/** Thrown by `live.frame` to end a cell that was asked to stop. Not an error. */
export class Stopped extends Error {
  override name = 'Stopped'
}

export function createRun(id: string, started: number): Run {
  return { id, started, interrupted: false, steps: 0, warned: new Set() }
}
