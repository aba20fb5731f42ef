'use client'
/** Words that are not sent yet, kept on this machine until the server has them: no key and no reload loses them. */
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import { slot } from './slot.client'

export type Words = Readonly<Record<string, string>>
const NONE: Words = {}

/** Without zod, which a lesson's page does not load: fields that are texts, whatever else was found. */
const wordsOf = (found: unknown): Words =>
  typeof found === 'object' && found !== null
    ? Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : NONE

const Owner = createContext('')

/** Whose words they are: on a shared machine the next person sees none of them. */
export function DraftOwner({ id, children }: { id: string; children: ReactNode }) {
  return <Owner value={id}>{children}</Owner>
}

/** What this page has read or written, for forms that show the same words and for machines that keep nothing. */
const known = new Map<string, Words>()
const listeners = new Map<string, Set<() => void>>()

function openDraft(key: string) {
  const kept = slot(key)
  const tell = () => listeners.get(key)?.forEach((listener) => listener())
  const read = (): Words => {
    const before = known.get(key)
    if (before) return before
    const words = wordsOf(kept.read())
    known.set(key, words)
    return words
  }
  return {
    read,
    subscribe(listener: () => void) {
      const all = listeners.get(key) ?? new Set()
      listeners.set(key, all.add(listener))
      return () => void all.delete(listener)
    },
    write(words: Words) {
      const isEmpty = Object.values(words).every((text) => text === '')
      known.set(key, isEmpty ? NONE : words)
      if (isEmpty) kept.drop()
      else kept.keep(words)
      tell()
    },
  }
}

/**
 * The draft of one form: fields by name.
 *
 * @param place what the words are for, such as `'revocation', code`
 */
export function useDraft(...place: readonly string[]) {
  const owner = useContext(Owner)
  const key = `zhucai:draft:${JSON.stringify([owner, ...place])}`
  const draft = useMemo(() => openDraft(key), [key])
  const words = useSyncExternalStore(draft.subscribe, draft.read, () => NONE)
  return {
    words,
    /** Sets some fields and leaves the others. */
    write: (some: Words) => draft.write({ ...draft.read(), ...some }),
    /** Once the server has them, or the writer throws them away. */
    drop: () => draft.write(NONE),
  }
}
