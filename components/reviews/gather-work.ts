/** What a project shows beside its card, from the notebook as it stands. Pure. */
import { thinCurve } from '@/lib/notebook/curve'
import type { NotebookState } from '@/lib/notebook/state'
import { OUTPUTS_PER_CELL } from '@/lib/reviews/limits'
import { packOutput, type PackedOutput } from '@/lib/reviews/pack-output'

/** Characters of one packed output. */
const LARGEST = 400_000
/** Of all together; the server keeps less than this. */
const MOST = 2_500_000

export function gatherWork(state: NotebookState) {
  const ids = state.order.filter((id) => !state.cells[id]!.scratch)
  const code = Object.fromEntries(ids.map((id) => [id, state.cells[id]!.source]))
  const outputs: Record<string, PackedOutput[]> = {}
  let room = MOST
  for (const id of ids) {
    const packed = (state.cells[id]!.run?.outputs ?? [])
      .slice(0, OUTPUTS_PER_CELL)
      .map(packOutput)
      .filter((output) => {
        const size = JSON.stringify(output).length
        if (size > LARGEST || size > room) return false
        room -= size
        return true
      })
    if (packed.length > 0) outputs[id] = packed
  }
  const trained = ids
    .map((id) => state.cells[id]!.run)
    .filter((run) => run !== null && run.curve.length > 0)
    .sort((a, b) => b!.order - a!.order)[0]
  return {
    code,
    outputs,
    backend: trained?.ended?.backend ?? state.kernel.backend,
    ...(trained && { curve: thinCurve(trained.curve) }),
  }
}
