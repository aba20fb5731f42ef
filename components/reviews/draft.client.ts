'use client'
/** Words that are not sent yet, kept on this machine under the id of whoever writes them. */
import { slot } from '@/lib/browser/slot.client'

/** @param place what the words are for, and whose they are */
export function openDraft(...place: readonly string[]) {
  const { read, keep, drop } = slot(`zhucai:draft-words:${place.join(':')}`)
  return {
    read(): Record<string, string> {
      const found = read()
      if (typeof found !== 'object' || found === null) return {}
      return Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    },
    keep: (card: Readonly<Record<string, string>>) => keep(card),
    drop,
  }
}
