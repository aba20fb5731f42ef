/**
 * How much of a score is told. A score to the last digit says a little about each hidden example, so it is told as often
 * as it counts on a leaderboard; afterwards a trainee hears whether it passes, and a bound to go by. What is not told is
 * not kept either, so that no page, export or figure can tell it. Pure.
 */
import { type ModelCheckSpec } from '../curriculum/model-check'
import { METRICS } from '../curriculum/metrics'

/** Scored attempts of one person at one check that are told exactly, and count on the leaderboard, each day. */
export const COUNTED_A_DAY = 5

/** A bound is a multiple of it, or of half the mark where less is better. */
const STEP = 0.05
/** Of a step: what a division of binary fractions may miss. */
const HAIR = 1e-9

/** What is told of a score instead: the mark when it passes, else a coarse bound that it is not worse than. */
export function roughly(
  { metric, pass }: Pick<ModelCheckSpec, 'metric' | 'pass'>,
  score: number,
  verdict: 'verified' | 'refused',
): number {
  if (verdict === 'verified') return pass
  if (METRICS[metric].lower) {
    const step = pass > 0 ? pass / 2 : STEP
    return neat(Math.ceil(score / step - HAIR) * step)
  }
  return neat(Math.floor(score / STEP + HAIR) * STEP)
}

/** Without the last binary digits, which a product leaves behind. */
const neat = (value: number) => Number(value.toPrecision(6))
