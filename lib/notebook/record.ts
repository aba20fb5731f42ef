import type { Effect } from './effects'
import { thinCurve } from './curve'
import type { NotebookState, Run } from './state'

const DAY = 86_400_000

function errorLine(run: Run): string | undefined {
  if (run.problem?.type === 'error')
    return `${run.problem.error.name}: ${run.problem.error.message}`.slice(0, 300)
  return run.problem ? run.problem.reason.slice(0, 300) : undefined
}

/** The progress events of a run that has just ended. Scratch cells are nobody's business. */
export function recordRun(state: NotebookState, id: string | undefined): Effect[] {
  const cell = id === undefined ? undefined : state.cells[id]
  const run = cell?.run
  if (!cell || cell.scratch || !run?.ended) return []
  const { outcome } = run.ended
  const ms = Math.min(DAY, Math.round(run.ended.ms))
  const error = outcome === 'failed' ? errorLine(run) : undefined
  const ran = {
    type: 'cell.ran' as const,
    cell: cell.id,
    outcome,
    ms,
    ...(error === undefined ? {} : { error }),
  }
  const effects: Effect[] = [{ type: 'record', event: ran }]
  if (run.curve.some((series) => series.x.length > 1)) {
    effects.push({
      type: 'record',
      event: { type: 'training.finished', cell: cell.id, curve: thinCurve(run.curve) },
    })
  }
  return effects
}
