/** Decides what becomes of one learner's admitted events, given what is stored: pure, so that it can be tried without end. */
import { hash } from 'node:crypto'
import type { Admitted } from './admit'
import type { Receipt } from './events'
import { foldEvent, type LessonState } from './mastery'
import { canonical } from './storable'

const MINUTE = 60_000
export const minuteOf = (time: Date): number => Math.floor(time.getTime() / MINUTE)

export type Fresh = Admitted & {
  /** SHA-256 of the event as sent, in one spelling. */
  digest: string
}

export const withDigest = (one: Admitted): Fresh => ({
  ...one,
  digest: hash('sha256', canonical({ ...one.sent, id: one.event.id }), 'hex'),
})

/** What the database holds about a learner, as far as a batch touches it. */
export type Stored = {
  /** Digests of events, by id. */
  digests: ReadonlyMap<string, string>
  /** Minutes since 1970 that were counted as active. */
  minutes: ReadonlySet<number>
  /** By lesson. */
  states: ReadonlyMap<string, LessonState>
}

export type Settled = {
  receipts: Receipt[]
  /** To be written to the log. */
  counted: Fresh[]
  /** The states that the counted events lead to, by lesson. */
  states: Map<string, LessonState>
  /** Ids that were used before for something else. */
  conflicts: Fresh[]
}

export function settle(events: readonly Fresh[], stored: Stored): Settled {
  const digests = new Map(stored.digests)
  const minutes = new Set(stored.minutes)
  const settled: Settled = { receipts: [], counted: [], states: new Map(), conflicts: [] }
  for (const one of events) {
    const { id } = one.sent
    const known = digests.get(one.event.id)
    if (known !== undefined) {
      if (known === one.digest) settled.receipts.push({ id, outcome: 'duplicate' })
      else {
        settled.receipts.push({ id, outcome: 'conflict', reason: 'id-used-before' })
        settled.conflicts.push(one)
      }
      continue
    }
    digests.set(one.event.id, one.digest)
    if (one.event.type === 'lesson.active') {
      // A learner is active in a minute or not, however many windows say so: the first report of a minute counts.
      const minute = minuteOf(one.event.time)
      if (minutes.has(minute)) {
        settled.receipts.push({ id, outcome: 'duplicate', reason: 'minute-counted' })
        continue
      }
      minutes.add(minute)
    }
    const { lesson } = one.event
    settled.states.set(
      lesson,
      foldEvent(settled.states.get(lesson) ?? stored.states.get(lesson) ?? null, one.event),
    )
    settled.counted.push(one)
    settled.receipts.push({ id, outcome: 'accepted' })
  }
  return settled
}
