'use client'
/** Storage may be full, or closed to us in a private window; what was to be kept is then safe only in the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
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
      if (typeof localStorage === 'undefined') return null
      const text = attempt(() => localStorage.getItem(key))
      return text ? attempt<unknown>(() => JSON.parse(text)) : null
    },
    keep: (value: unknown) => void attempt(() => localStorage.setItem(key, JSON.stringify(value))),
    drop: () => void attempt(() => localStorage.removeItem(key)),
  }
}
