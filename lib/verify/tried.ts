/**
 * When the author's solution of a cell opens. A browser's word that something ran is no key: anybody can send it. The
 * server knows what was saved, what it judged, and how long ago it first heard of this person in this lesson. Pure.
 */

/** Minutes in a lesson before its solutions open; nobody has tried in less. */
export const FIRST_TRY = 2

export type Trial = {
  /** The texts that the author left in the cell, one a language. */
  starters: readonly string[]
  /** What this person saved in the cell. */
  texts: readonly string[]
  /** Whether the server has judged a model, a function or a project of this lesson. */
  judged: boolean
  /** Whether the lesson is proven already. */
  verified: boolean
  /** When the server first heard of this person in this lesson; null: never. */
  since: Date | null
}

export type Standing = { kind: 'open' } | { kind: 'untried' } | { kind: 'early'; minutes: number }

export function judgeTrial({ starters, texts, judged, verified, since }: Trial, now: Date): Standing {
  if (verified) return { kind: 'open' }
  const known = new Set(starters.map(spell))
  if (since === null || !(judged || texts.some((text) => !known.has(spell(text))))) return { kind: 'untried' }
  const left = since.getTime() + FIRST_TRY * 60_000 - now.getTime()
  return left <= 0 ? { kind: 'open' } : { kind: 'early', minutes: Math.ceil(left / 60_000) }
}

/** Spaces are nobody's try. */
const spell = (text: string) => text.replaceAll(/\s/g, '')
