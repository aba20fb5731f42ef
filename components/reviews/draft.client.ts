'use client'
/** Words that are not sent yet, kept on this machine under the id of whoever writes them. */

/** Storage may be full, or closed to us in a private window; the text is then safe only in the page. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return null
    throw error
  }
}

/** @param place what the words are for, and whose they are */
export function openDraft(...place: readonly string[]) {
  const key = `zhucai:draft-words:${place.join(':')}`
  return {
    read(): Record<string, string> {
      if (typeof localStorage === 'undefined') return {}
      const text = attempt(() => localStorage.getItem(key))
      const found: unknown = text ? attempt(() => JSON.parse(text)) : null
      if (typeof found !== 'object' || found === null) return {}
      return Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    },
    keep(card: Readonly<Record<string, string>>) {
      attempt(() => localStorage.setItem(key, JSON.stringify(card)))
    },
    drop() {
      attempt(() => localStorage.removeItem(key))
    },
  }
}
