/** How wide a text will be, roughly and never too narrow, without a font at hand. In em of its size. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
const NARROW = /[ iljtfrI.,:;'’"“”|!()[\]/-]/
const BROAD = /[mwMW@%—…→]/

export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

export function characterWidth(character: string): number {
  if (WIDE.test(character) || character.codePointAt(0)! > 0xffff) return 1
  if (NARROW.test(character)) return 0.36
  if (BROAD.test(character)) return 0.95
  return /\p{Lu}/u.test(character) ? 0.72 : 0.58
}
