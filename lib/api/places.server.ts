/** Places at work in this process; more would only wait for each other. Nobody has more than a share of them. */
import 'server-only'
import { refuse, type Refusal } from './errors'

const PLACES = 256
/** Of one person, or of one address where the route asks for nobody in particular. */
const SHARE = 64

let taken = 0
const byCaller = new Map<string, number>()

/** Does the work when there is a place for it, and says when to come back where there is none. */
export async function atWork<T>(who: string, work: () => Promise<T>): Promise<T | Refusal> {
  const mine = byCaller.get(who) ?? 0
  if (mine >= SHARE) return refuse('too_many_requests', { retryAfter: 1 })
  if (taken >= PLACES) return refuse('unavailable', { retryAfter: 2 })
  taken++
  byCaller.set(who, mine + 1)
  try {
    return await work()
  } finally {
    taken--
    const left = byCaller.get(who)! - 1
    if (left > 0) byCaller.set(who, left)
    else byCaller.delete(who)
  }
}
