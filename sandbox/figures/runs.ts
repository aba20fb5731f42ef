import type { OutputOf } from '../../lib/runtime/outputs'
import { label } from '../outputs'
import type { RunsOptions } from '../stdlib/show-api'
import { Misuse } from './misuse'
import { wordsOf } from './read'

const MOST_RUNS = 10
const MOST_EPOCHS = 1000
const WANTED = ' { runs: { name: await model.fit(…) | { loss: […], val_loss: […] } } /* 1 … 10 */ }'

/** @throws Misuse when a run has no values of the metric */
export function runsOutput(options: RunsOptions): OutputOf<'runs'> {
  const { runs, metric = 'val_loss' } = options ?? {}
  if (typeof runs !== 'object' || runs === null || typeof metric !== 'string') throw new Misuse(WANTED)
  const named = Object.entries(runs)
  if (named.length === 0 || named.length > MOST_RUNS) throw new Misuse(WANTED)
  return {
    kind: 'runs',
    ...wordsOf(options, 'caption'),
    metric: label(metric),
    lower: isLowerBetter(metric),
    runs: named.map(([name, run]) => {
      const curves = curvesOf(run)
      const values = readCurve(curves[metric])
      if (values.length === 0) {
        throw new Misuse(` ${name}.${metric}: [0.9, 0.7, …] (${Object.keys(curves).slice(0, 8).join(', ')})`)
      }
      const training = metric.startsWith('val_') ? readCurve(curves[metric.slice(4)]) : []
      return { name: label(name), values, ...(training.length > 0 && { training }) }
    }),
  }
}

/** Losses and errors fall; what counts right answers rises. */
const isLowerBetter = (metric: string): boolean => !/acc|auc|f1|precision|recall|score|iou|r2/i.test(metric)

function curvesOf(run: unknown): Record<string, unknown> {
  if (typeof run !== 'object' || run === null) throw new Misuse(WANTED)
  const { history } = run as { history?: unknown }
  const curves = history ?? run
  if (typeof curves !== 'object' || curves === null || Array.isArray(curves)) throw new Misuse(WANTED)
  return curves as Record<string, unknown>
}

const readCurve = (curve: unknown): number[] =>
  Array.isArray(curve) || ArrayBuffer.isView(curve)
    ? Array.from(curve as ArrayLike<number>, Number).slice(0, MOST_EPOCHS)
    : []
