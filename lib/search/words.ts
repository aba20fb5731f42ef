/**
 * Text → the words it is found by. Latin words and identifiers by themselves and by their parts (`categoricalCrossentropy`
 * is also `categorical` and `crossentropy`); runs of Han as single characters and as pairs of neighbours, which needs no
 * dictionary and finds every phrase of two characters and more.
 */
const RUN = /\p{Script=Han}+|[\p{L}\p{N}_]+/gu
const HAN = /\p{Script=Han}/u

const splitIdentifier = (word: string): string[] =>
  word
    .split(/_+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u)
    .filter((part) => part !== '')

const fold = (word: string): string => word.toLowerCase()

function hanTerms(run: string): string[] {
  const characters = [...run]
  const pairs = characters.slice(1).map((second, index) => characters[index]! + second)
  return [...characters, ...pairs]
}

/** Every term of a stored text, repetitions included. */
export function termsOf(text: string): string[] {
  return (text.normalize('NFKC').match(RUN) ?? []).flatMap((run) => {
    if (HAN.test(run)) return hanTerms(run)
    const parts = splitIdentifier(run)
    return parts.length > 1 ? [fold(run), ...parts.map(fold)] : [fold(run)]
  })
}

/** What a typed question asks for, without repetitions: of Han only the pairs, unless a character stands alone. */
export function termsAsked(query: string): string[] {
  const asked = (query.normalize('NFKC').match(RUN) ?? []).flatMap((run) => {
    if (!HAN.test(run)) return [fold(run)]
    const characters = [...run]
    return characters.length === 1 ? characters : hanTerms(run).slice(characters.length)
  })
  return [...new Set(asked)].slice(0, 24)
}

/** Is the term Latin, so that its beginning is enough? */
export const takesPrefix = (term: string): boolean => !HAN.test(term)
