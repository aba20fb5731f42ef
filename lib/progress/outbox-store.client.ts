'use client'
/** Where unsent events lie: IndexedDB, one store for all accounts of this browser, each reading only its own. */
import type { ProgressEvent } from './events'

export type Kept = { user: string; id: string; bytes: number; event: ProgressEvent }

export type OutboxStore = {
  /** False when the browser refused to store anything: events then live as long as the page. */
  durable: boolean
  put(one: Kept): Promise<void>
  /** The account's events, oldest first, at most `count`. */
  list(user: string, count: number): Promise<Kept[]>
  count(user: string): Promise<number>
  remove(user: string, ids: readonly string[]): Promise<void>
  close(): void
}

const DATABASE = 'zhucai-outbox'
const STORE = 'events'

function memoryStore(): OutboxStore {
  const kept = new Map<string, Kept>()
  const of = (user: string) => [...kept.values()].filter((one) => one.user === user)
  return {
    durable: false,
    put: async (one) => void kept.set(one.id, one),
    list: async (user, count) => of(user).slice(0, count),
    count: async (user) => of(user).length,
    remove: async (_, ids) => ids.forEach((id) => kept.delete(id)),
    close: () => kept.clear(),
  }
}

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

/** Resolves when the transaction is on its way to the disk, not when its requests have run. */
const committed = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('error', () => reject(transaction.error))
    transaction.addEventListener('abort', () => reject(transaction.error))
  })

// Ids are UUIDv7: within an account the key order is the order of time.
const ofUser = (user: string) => IDBKeyRange.bound([user], [user, []])

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(STORE, { keyPath: ['user', 'id'] })
  })
  return done(opening)
}

/** Milliseconds after which a store that does not answer counts as one that refuses: some never do. */
const PATIENCE = 3000

function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('No answer', 'TimeoutError')), PATIENCE)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Waits for a store as long as it answers; after the first time that it did not, never again. */
function createPatience() {
  let isOver = false
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (isOver) throw new DOMException('No answer', 'TimeoutError')
    try {
      return await withinPatience(work())
    } catch (error) {
      isOver ||= error instanceof DOMException && error.name === 'TimeoutError'
      throw error
    }
  }
}

/** What a browser says when it will not store: private windows, switched-off storage, a full disk. */
const isRefusal = (error: unknown) =>
  error instanceof DOMException || error instanceof ReferenceError || error instanceof TypeError

/** A connection that is opened again when the browser has closed it (site data cleared, a newer page upgrading). */
function connection(first: IDBDatabase) {
  let current: IDBDatabase | undefined
  const adopt = (database: IDBDatabase) => {
    current = database
    database.addEventListener('versionchange', () => {
      database.close()
      current = undefined
    })
    database.addEventListener('close', () => void (current = undefined))
    return database
  }
  adopt(first)
  return {
    use: async (mode: IDBTransactionMode) =>
      (current ?? adopt(await openDatabase())).transaction(STORE, mode),
    close: () => current?.close(),
  }
}

/** IndexedDB where the browser grants it, memory otherwise, and memory for what does not fit any more. */
export async function openStore(): Promise<OutboxStore> {
  const overflow = memoryStore()
  const patiently = createPatience()
  /** Sent, but not to be removed: they must not be sent for ever. */
  const sent = new Set<string>()
  let database: ReturnType<typeof connection>
  try {
    database = connection(await patiently(openDatabase))
  } catch (error) {
    if (isRefusal(error)) return overflow
    throw error
  }
  const write = async (act: (store: IDBObjectStore) => void) => {
    const transaction = await database.use('readwrite')
    act(transaction.objectStore(STORE))
    return committed(transaction)
  }
  /** A store that refuses to be read, or does not answer, holds nothing that we could send. */
  const reading = async <T>(ask: (events: IDBObjectStore) => IDBRequest<T>, nothing: T): Promise<T> => {
    try {
      return await patiently(async () => done(ask((await database.use('readonly')).objectStore(STORE))))
    } catch (error) {
      if (!isRefusal(error)) throw error
      return nothing
    }
  }
  const store: OutboxStore = {
    durable: true,
    async put(one) {
      try {
        await patiently(() => write((events) => events.put(one)))
      } catch (error) {
        if (!isRefusal(error)) throw error
        store.durable = false
        await overflow.put(one)
      }
    },
    async list(user, count) {
      const stored = await reading<Kept[]>((events) => events.getAll(ofUser(user), count + sent.size), [])
      const waiting = stored.filter(({ id }) => !sent.has(id))
      return [...waiting, ...(await overflow.list(user, count))].slice(0, count)
    },
    count: async (user) =>
      Math.max(0, (await reading((events) => events.count(ofUser(user)), 0)) - sent.size) +
      (await overflow.count(user)),
    async remove(user, ids) {
      await overflow.remove(user, ids)
      try {
        await patiently(() => write((events) => ids.forEach((id) => events.delete([user, id]))))
      } catch (error) {
        if (!isRefusal(error)) throw error
        // The next page sends them once more, and the server counts them once.
        for (const id of ids) sent.add(id)
      }
    },
    close: database.close,
  }
  return store
}
