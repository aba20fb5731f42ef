/**
 * A verdict may take longer than a request should: ten models at once, each ten seconds of arithmetic. The caller is
 * told its honest place after a while and asks again; the work goes on in between.
 */
import 'server-only'
import type { Submitted } from './attempt.server'
import { type Scorer, scorer } from './scorer.server'
import type { Found } from './submit.server'

/** Jobs to be done before this one; 0: it is at work. */
export type Queued = { kind: 'queued'; id: string; ahead: number }

/** Milliseconds that a request waits for the verdict itself. */
const PATIENCE = 10_000

export async function orPlace<T extends Submitted | Found>(
  id: string,
  outcome: Promise<T>,
  { ahead }: Pick<Scorer, 'ahead'> = scorer(),
  patience = PATIENCE,
): Promise<T | Queued> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => (clock = setTimeout(() => resolve('late'), patience)))
  try {
    const first = await Promise.race([outcome, late])
    if (first !== 'late') return first
    // A failure is told to whoever asks next.
    outcome.catch(() => {})
    return { kind: 'queued', id, ahead: ahead(id.toLowerCase()) ?? 0 }
  } finally {
    clearTimeout(clock)
  }
}
