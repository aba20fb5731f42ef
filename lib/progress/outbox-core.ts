/**
 * What the outbox does next, decided without touching browser, network or clock. An event leaves the outbox only on a
 * receipt with its id; every other answer keeps it. A batch that the server cannot take as a whole is halved until the
 * one event that spoils it stands alone and is given up, so that one bad event never holds the others back.
 */
import type { Receipt } from './events'

/** A stored event as far as sending is concerned. */
export type Waiting = { id: string; /** Bytes as JSON. */ bytes: number }

export const OUTBOX = {
  /** Events of one request. */
  events: 100,
  /** Bytes of one request: browsers allow 64 KiB at once to outlive a page. */
  bytes: 60 * 1024,
  /** Waiting events that are sent without waiting for the clock. */
  eager: 20,
  /** Milliseconds between looks. */
  every: 5_000,
} as const

const ENVELOPE = 100
const SLOWEST = 5 * 60_000
const FIRST = 2_000

export type Plan = {
  /** Events of the next batch; lowered while a batch is refused as a whole. */
  limit: number
  /** Failures in a row. */
  failures: number
}
export const FRESH: Plan = { limit: OUTBOX.events, failures: 0 }

export type Answer =
  | { kind: 'receipts'; receipts: Receipt[] }
  /** 401: the session ended. */
  | { kind: 'signed-out' }
  /** 409: somebody else is signed in by now. */
  | { kind: 'other-account' }
  /** 400, 413, 415, 422: sent again it would be refused again. */
  | { kind: 'unacceptable' }
  /** No answer, 429, 5xx. Seconds to wait, where the server said so. */
  | { kind: 'unavailable'; retryAfter?: number | undefined }

export type Settled = {
  plan: Plan
  /** Ids to remove from the outbox. */
  forget: string[]
  /** Events that were given up, with the reason. */
  rejected: Receipt[]
  /** Milliseconds until the next attempt; null when nothing stands in the way. */
  wait: number | null
}

/** The oldest events that fit into one request; the first one always goes, alone if it is large. */
export function pickBatch<T extends Waiting>(queue: readonly T[], limit: number): T[] {
  const batch: T[] = []
  let bytes = ENVELOPE
  for (const one of queue) {
    if (batch.length >= Math.min(limit, OUTBOX.events)) break
    if (batch.length > 0 && bytes + one.bytes + 1 > OUTBOX.bytes) break
    batch.push(one)
    bytes += one.bytes + 1
  }
  return batch
}

/** Whether a batch may be sent so that it outlives the page. */
export const outlivesPage = (batch: readonly Waiting[]) =>
  batch.reduce((bytes, one) => bytes + one.bytes + 1, ENVELOPE) <= OUTBOX.bytes

/**
 * Milliseconds until another attempt: doubling from two seconds to five minutes, anywhere in the upper half of that,
 * and never sooner than the server asked, so that two hundred browsers do not come back in the same second.
 * @param random in [0, 1)
 */
export function backoff(failures: number, retryAfter: number | undefined, random: number): number {
  const span = Math.min(SLOWEST, FIRST * 2 ** Math.max(0, failures - 1))
  const asked = (retryAfter ?? 0) * 1000
  return Math.round(Math.max(asked + (random * Math.max(span, asked)) / 2, span * (0.5 + random / 2)))
}

/** @param sent the batch that was answered */
export function settle(plan: Plan, sent: readonly Waiting[], answer: Answer, random: number): Settled {
  const failures = plan.failures + 1
  const pause = (retryAfter?: number): Settled => ({
    plan: { ...plan, failures },
    forget: [],
    rejected: [],
    wait: backoff(failures, retryAfter, random),
  })
  switch (answer.kind) {
    case 'receipts': {
      const ids = new Set(sent.map(({ id }) => id))
      const ours = answer.receipts.filter(({ id }) => ids.has(id))
      // An answer that speaks of none of our events is no answer.
      if (ours.length === 0) return pause()
      return {
        plan: { limit: Math.min(OUTBOX.events, plan.limit * 2), failures: 0 },
        forget: [...new Set(ours.map(({ id }) => id))],
        rejected: ours.filter(({ outcome }) => outcome === 'rejected' || outcome === 'conflict'),
        wait: null,
      }
    }
    case 'unacceptable': {
      const [only] = sent
      if (sent.length > 1 || !only) {
        return { plan: { ...plan, limit: Math.ceil(sent.length / 2) }, forget: [], rejected: [], wait: null }
      }
      const receipt: Receipt = { id: only.id, outcome: 'rejected', reason: 'unacceptable' }
      return { plan: { limit: 1, failures: 0 }, forget: [only.id], rejected: [receipt], wait: null }
    }
    case 'signed-out':
    case 'other-account':
    case 'unavailable':
      return pause(answer.kind === 'unavailable' ? answer.retryAfter : undefined)
    default:
      return answer satisfies never
  }
}
