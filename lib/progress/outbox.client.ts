'use client'
/**
 * Keeps what a learner did until the server has said that it has it. Events are stored before anything is sent, belong
 * to the account that made them, and are removed one by one on their receipts. Several windows share one store; the one
 * that holds the lock sends, so that nothing is sent twice (and if it were, the server would count it once).
 */
import { callApi } from '../api/client'
import type { ProgressEvent, Receipt } from './events'
import { type Answer, FRESH, OUTBOX, outlivesPage, pickBatch, settle } from './outbox-core'
import { type Kept, openStore, type OutboxStore } from './outbox-store.client'
import { storable } from './storable'

export type OutboxStatus = {
  /** Events of this account that the server has not acknowledged. */
  pending: number
  /** When the server last acknowledged something from this page. */
  lastSavedAt: Date | null
  /** False after a failed attempt, until one succeeds. */
  online: boolean
  /** False when the browser does not let us store anything: closing the page loses what is pending. */
  durable: boolean
  /** False when the session ended or belongs to somebody else; the events wait. */
  signedIn: boolean
}

export type Outbox = {
  /** Resolves when the event is stored in the browser. Sending follows by itself. */
  add(event: ProgressEvent): Promise<void>
  /** Calls the listener now and at each change; returns the way to stop it. */
  subscribe(listener: (status: OutboxStatus) => void): () => void
  /** Sends everything that may be sent now. */
  flush(): Promise<void>
  close(): void
}

export type OutboxOptions = {
  /** Told of each event that the server refused for good. */
  onRejected?: (receipts: Receipt[]) => void
}

const UNACCEPTABLE: readonly number[] = [400, 413, 415, 422]

async function send(user: string, batch: readonly Kept[]): Promise<Answer> {
  const body = { learner: user, events: batch.map(({ event }) => event) }
  const result = await callApi<{ receipts: Receipt[] }>('POST', '/progress', body, {
    keepalive: outlivesPage(batch),
  })
  if (result.ok) return { kind: 'receipts', receipts: result.data.receipts }
  if (result.status === 401) return { kind: 'signed-out' }
  if (result.status === 409) return { kind: 'other-account' }
  if (UNACCEPTABLE.includes(result.status)) return { kind: 'unacceptable' }
  return { kind: 'unavailable', retryAfter: result.retryAfter }
}

/** The outbox of one account in this window. */
export function createOutbox(user: string, { onRejected }: OutboxOptions = {}): Outbox {
  const opened: Promise<OutboxStore> = openStore()
  const listeners = new Set<(status: OutboxStatus) => void>()
  // Other windows of this account: their counts change when this one stores or sends.
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`zhucai-outbox-${user}`)
  let status: OutboxStatus = { pending: 0, lastSavedAt: null, online: true, durable: true, signedIn: true }
  let plan = FRESH
  let resumeAt = 0
  const life = { closed: false }
  let flushing: Promise<void> | null = null

  async function tell(change: Partial<OutboxStatus>, others = false): Promise<void> {
    const store = await opened
    if (life.closed) return
    status = { ...status, ...change, durable: store.durable, pending: await store.count(user) }
    for (const listener of listeners) listener(status)
    if (others) channel?.postMessage('changed')
  }

  async function sendAll(): Promise<void> {
    const store = await opened
    while (!life.closed) {
      const batch = pickBatch(await store.list(user, OUTBOX.events), plan.limit)
      if (batch.length === 0) return
      const answer = await send(user, batch)
      const settled = settle(plan, batch, answer, Math.random())
      plan = settled.plan
      if (settled.forget.length > 0) await store.remove(user, settled.forget)
      if (settled.rejected.length > 0) onRejected?.(settled.rejected)
      const saved = answer.kind === 'receipts' && settled.forget.length > 0
      await tell(
        {
          online: answer.kind !== 'unavailable',
          signedIn: answer.kind !== 'signed-out' && answer.kind !== 'other-account',
          ...(saved && { lastSavedAt: new Date() }),
        },
        true,
      )
      if (settled.wait !== null) {
        resumeAt = Date.now() + settled.wait
        return
      }
    }
  }

  /** One sender at a time in this window, and among windows where the browser has locks. */
  function flush(): Promise<void> {
    if (life.closed || Date.now() < resumeAt) return Promise.resolve()
    const name = `zhucai-outbox-${user}`
    flushing ??= (
      typeof navigator.locks === 'undefined'
        ? sendAll()
        : navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? sendAll() : undefined))
    ).finally(() => (flushing = null))
    return flushing
  }

  const tick = () => void flush()
  const onOnline = () => {
    resumeAt = 0
    tick()
  }
  const onHidden = () => document.visibilityState === 'hidden' && tick()
  const clock = setInterval(tick, OUTBOX.every)
  addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', onHidden)
  channel?.addEventListener('message', () => void tell({}))
  // What an earlier visit left behind goes out first.
  void tell({}).then(tick)

  return {
    async add(event) {
      // The server refuses a whole request with text that no database can hold; an error message may carry such text.
      const clean = storable(event)
      const bytes = new TextEncoder().encode(JSON.stringify(clean)).length
      await (await opened).put({ user, id: clean.id, bytes, event: clean })
      await tell({}, true)
      if (status.pending >= OUTBOX.eager) tick()
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(status)
      return () => void listeners.delete(listener)
    },
    async flush() {
      resumeAt = 0
      await flush()
    },
    close() {
      life.closed = true
      clearInterval(clock)
      removeEventListener('online', onOnline)
      document.removeEventListener('visibilitychange', onHidden)
      channel?.close()
      void opened.then((store) => (flushing ?? Promise.resolve()).finally(() => store.close()))
    },
  }
}
