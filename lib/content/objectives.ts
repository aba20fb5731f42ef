/**
 * Whether a lesson does what its objectives promise, as far as words can tell: at least a fifth of the pairs of
 * neighbouring Han characters of an objective (of its longer words in other scripts) must occur in the lesson. An
 * objective about something that the text never speaks of falls far below.
 */
const LEAST = 1 / 5

function tokens(text: string): string[] {
  const pairs = (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const letters = [...run]
    return letters.slice(1).map((letter, index) => letters[index]! + letter)
  })
  const words = text.toLowerCase().match(/\p{Script=Latin}{4,}/gu) ?? []
  return [...pairs, ...words.map(stem)]
}

/** `trained`, `training` and `trains` are one word here. */
const stem = (word: string) => word.replace(/(?:ing|ed|es|s|e)$/, '')

/** Positions of the objectives that `lesson` (its prose, titles, code and checks) hardly mentions. */
export function untouchedObjectives(objectives: readonly string[], lesson: string): number[] {
  const spoken = new Set(tokens(lesson))
  return objectives.flatMap((objective, index) => {
    const wanted = tokens(objective)
    const met = wanted.filter((token) => spoken.has(token)).length
    return wanted.length > 0 && met < LEAST * wanted.length ? [index] : []
  })
}
