import { unmetChecks } from '@/lib/notebook/select'
import type { NotebookState } from '@/lib/notebook/state'

export const STEPS = ['run', 'edit', 'check', 'hint', 'submit'] as const
export type Step = (typeof STEPS)[number]

/** What a lesson shows to have been done. Opening a hint leaves no trace in it: the page itself tells. */
export function stepsDone({ order, cells, attempts }: NotebookState): Step[] {
  const all = order.map((id) => cells[id]!)
  const done: Record<Step, boolean> = {
    run: all.some((cell) => cell.run?.ended != null),
    edit: all.some((cell) => !cell.scratch && cell.source !== cell.starter),
    check: all.some((cell) => (cell.run?.checks.length ?? 0) > 0 && unmetChecks(cell) === 0),
    hint: false,
    submit: attempts.length > 0,
  }
  return STEPS.filter((step) => done[step])
}
