'use client'
/** Where a visit is remembered: IndexedDB, by person and lesson. A browser that keeps nothing remembers nothing. */
import { z } from 'zod'
import { Curve } from '../progress/events'
import { Output } from '../runtime/outputs'
import { BackendName, KernelError } from '../runtime/protocol'
import type { Remembered } from './state'

const DATABASE = 'zhucai-notebook'
const STORE = 'lessons'
/** Lessons of one person; the one that was left longest ago goes first. */
const LESSONS = 30

const Text = z.string().max(200_000)
const Result = z.object({
  source: Text,
  outputs: z.array(Output).max(200),
  checks: z.array(z.object({ id: z.string(), passed: z.boolean(), message: z.string() })).max(100),
  problem: z
    .union([
      z.object({ type: z.literal('error'), error: KernelError }),
      z.object({ type: z.literal('died'), reason: z.string() }),
    ])
    .nullable(),
  dropped: z.int().nonnegative(),
  startedAt: z.number(),
  curve: Curve,
  ended: z.object({
    outcome: z.enum(['done', 'failed', 'stopped']),
    ms: z.number(),
    backend: BackendName.nullable(),
  }),
})

/** Anybody may have written there: what is not a result is not shown. */
function readResults(found: unknown): Remembered {
  const entries = z.record(z.string(), z.unknown()).safeParse(found).data ?? {}
  const results = Object.entries(entries).flatMap(([id, value]) => {
    const result = Result.safeParse(value)
    return result.success ? [[id, result.data] as const] : []
  })
  return Object.fromEntries(results)
}

type Row = { user: string; lesson: string; at: number; left: unknown }

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

async function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(STORE, { keyPath: ['user', 'lesson'] }).createIndex('at', ['user', 'at'])
  })
  const database = await settled(opening)
  database.addEventListener('versionchange', () => database.close())
  return database
}

const isRefusal = (error: unknown) =>
  error instanceof DOMException || error instanceof ReferenceError || error instanceof TypeError

async function attempt<T>(work: (rows: IDBObjectStore) => Promise<T>, mode: IDBTransactionMode) {
  try {
    const database = await open()
    try {
      return await work(database.transaction(STORE, mode).objectStore(STORE))
    } finally {
      database.close()
    }
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

export async function readMemory(user: string, lesson: string): Promise<Remembered> {
  const row = await attempt((rows) => settled<Row | undefined>(rows.get([user, lesson])), 'readonly')
  return readResults(row?.left)
}

/** Results of cells that this page has not run stay as another window left them. */
export async function keepMemory(user: string, lesson: string, results: Remembered): Promise<void> {
  await attempt(async (rows) => {
    const before = await settled<Row | undefined>(rows.get([user, lesson]))
    const left = { ...(before?.left as object | undefined), ...results }
    rows.put({ user, lesson, at: Date.now(), left } satisfies Row)
    // By the time they were left, oldest first.
    const all = await settled(rows.index('at').getAllKeys(IDBKeyRange.bound([user], [user, []])))
    for (const key of all.slice(0, Math.max(0, all.length - LESSONS))) rows.delete(key)
  }, 'readwrite')
}
