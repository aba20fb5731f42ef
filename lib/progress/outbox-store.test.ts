import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Kept, openStore } from './outbox-store.client'

const event = { user: 'me', id: 'e-1', bytes: 10, event: {} } as Kept

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IDBKeyRange', { bound: () => null })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const refused = () => {
  throw new DOMException('Not here', 'SecurityError')
}

/** A request that answers, with what and when its database decides. */
function answering<T>(result: T) {
  const request = Object.assign(new EventTarget(), { result })
  queueMicrotask(() => request.dispatchEvent(new Event('success')))
  return request
}

const silent = () => new EventTarget()

/** A database whose requests never answer, or whose writes are refused. */
const broken = (kind: 'hanging' | 'full') => ({
  open: () =>
    answering(
      Object.assign(new EventTarget(), {
        close() {},
        transaction() {
          const refuse = () => queueMicrotask(() => void transaction.dispatchEvent(new Event('abort')))
          const full = {
            put: refuse,
            delete: refuse,
            getAll: () => answering([event]),
            count: () => answering(1),
          }
          const hanging = { put: silent, delete: silent, getAll: silent, count: silent }
          const transaction = Object.assign(new EventTarget(), {
            error: new DOMException('Full', 'QuotaExceededError'),
            objectStore: () => (kind === 'full' ? full : hanging),
          })
          return transaction
        },
      }),
    ),
})

test.each<[string, object | undefined]>([
  ['there is none', undefined],
  ['it is refused', { open: refused }],
  ['it never opens', { open: silent }],
  ['it opens and never answers', broken('hanging')],
])('where %s, events live as long as the page, and that is said', async (_, indexedDB) => {
  vi.stubGlobal('indexedDB', indexedDB)
  const opening = openStore()
  await vi.advanceTimersByTimeAsync(10_000)
  const store = await opening
  const putting = store.put(event)
  await vi.advanceTimersByTimeAsync(10_000)
  await putting
  expect(store.durable).toBe(false)
  expect(await store.count('me')).toBe(1)
  expect(await store.list('me', 10)).toEqual([event])
  await store.remove('me', [event.id])
  expect(await store.list('me', 10)).toEqual([])
})

test('what is sent and cannot be removed is not sent for ever', async () => {
  vi.stubGlobal('indexedDB', broken('full'))
  const store = await openStore()
  expect(await store.list('me', 10)).toEqual([event])
  await store.remove('me', [event.id])
  expect(await store.list('me', 10)).toEqual([])
  expect(await store.count('me')).toBe(0)
  await store.put({ ...event, id: 'e-2' })
  expect(store.durable).toBe(false)
  expect((await store.list('me', 10)).map(({ id }) => id)).toEqual(['e-2'])
})
