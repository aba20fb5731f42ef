'use client'
/** Texts that the server does not have yet, kept on this machine under the learner's id. */
type Draft = { source: string; base: number }

const keyOf = (userId: string, lesson: string, cell: string) => `zhucai:draft:${userId}:${lesson}:${cell}`

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Draft).source === 'string' &&
  typeof (value as Draft).base === 'number'

/** Storage may be full, or closed to us in a private window; the text is then safe only in the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null
    throw error
  }
}

export function openDrafts(userId: string, lesson: string) {
  return {
    read(cell: string): Draft | null {
      const text = attempt(() => localStorage.getItem(keyOf(userId, lesson, cell)))
      const draft: unknown = text ? attempt(() => JSON.parse(text)) : null
      return isDraft(draft) ? draft : null
    },
    keep(cell: string, draft: Draft) {
      attempt(() => localStorage.setItem(keyOf(userId, lesson, cell), JSON.stringify(draft)))
    },
    drop(cell: string) {
      attempt(() => localStorage.removeItem(keyOf(userId, lesson, cell)))
    },
  }
}
