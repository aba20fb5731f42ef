'use client'
/**
 * Storage may be full, closed to us in a private window, or switched off, where even to name it throws; what was to be
 * kept is then safe only in the page.
 */
function attempt<T>(work: (storage: Storage) => T): T | null {
  if (typeof window === 'undefined') return null
  try {
    // Some embedded browsers have the name and nothing behind it.
    const storage = window.localStorage as Storage | null | undefined
    return storage ? work(storage) : null
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null
    throw error
  }
}

/** One value kept on this machine as JSON. What is read was written by anybody: check it. */
export function slot(key: string) {
  return {
    /** Null when nothing is kept, nothing can be read, or there is no browser. */
    read(): unknown {
      const text = attempt((storage) => storage.getItem(key))
      return text ? attempt<unknown>(() => JSON.parse(text)) : null
    },
    /** Whether the value lies on this machine now. */
    keep: (value: unknown): boolean =>
      attempt((storage) => {
        storage.setItem(key, JSON.stringify(value))
        return true
      }) ?? false,
    drop: () => void attempt((storage) => storage.removeItem(key)),
  }
}

/** The keys in use that begin so. */
export const keysFrom = (prefix: string): string[] =>
  attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix))) ?? []
