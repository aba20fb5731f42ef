'use client'
/** Texts that the server does not have yet, kept on this machine under the learner's id. */
import { slot } from '../browser/slot.client'

type Draft = { source: string; base: number }

const keyOf = (userId: string, lesson: string, cell: string) => `zhucai:draft:${userId}:${lesson}:${cell}`

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Draft).source === 'string' &&
  typeof (value as Draft).base === 'number'

export function openDrafts(userId: string, lesson: string) {
  const of = (cell: string) => slot(keyOf(userId, lesson, cell))
  return {
    read(cell: string): Draft | null {
      const draft = of(cell).read()
      return isDraft(draft) ? draft : null
    },
    keep: (cell: string, draft: Draft) => of(cell).keep(draft),
    drop: (cell: string) => of(cell).drop(),
  }
}
