/** Which face writes which part of a text. Pure: what a face has is asked of it. */

export type Face<Name extends string> = { name: Name; has(point: number): boolean }

export type Run<Name extends string> = { face: Name; text: string }

/** Printers' mark for a letter that is not in the case: nobody takes it for a part of the name, as they may a box. */
export const MISSING_MARK = '〓'

/** What has no drawing of its own: white space, joiners and the choice of a variant. */
const isBare = (character: string): boolean => {
  const point = character.codePointAt(0)!
  return /\s/u.test(character) || point === 0x200c || point === 0x200d || (point >= 0xfe00 && point <= 0xfe0f)
}

/**
 * One face for the whole text where one has all of it, so that a name is of one piece; else the first face that has
 * each character, and the mark where none has.
 *
 * @returns the runs in order, and the characters that no face has, each once
 */
export function chooseFaces<Name extends string>(
  text: string,
  faces: readonly Face<Name>[],
): { runs: Run<Name>[]; missing: string[] } {
  const [first] = faces
  if (!first) throw new Error('A text needs a face')
  const normal = text.normalize('NFC')
  const hasAll = ({ has }: Face<Name>, part: string) =>
    [...part].every((character) => isBare(character) || has(character.codePointAt(0)!))
  const whole = faces.find((face) => hasAll(face, normal))
  if (whole) return { runs: [{ face: whole.name, text: normal }], missing: [] }
  const runs: Run<Name>[] = []
  const missing = new Set<string>()
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(normal)) {
    const face = faces.find((one) => hasAll(one, segment))
    if (!face) missing.add(segment)
    const name = face?.name ?? first.name
    const last = runs.at(-1)
    if (last?.face === name) last.text += face ? segment : MISSING_MARK
    else runs.push({ face: name, text: face ? segment : MISSING_MARK })
  }
  return { runs, missing: [...missing] }
}
