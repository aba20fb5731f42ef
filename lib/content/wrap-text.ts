/** Breaks a label into lines of about one length: Han anywhere but before closing marks, other scripts at spaces. */
import { characterWidth, textWidth } from './text-width'

const CLOSING = /[，。、；：！？）」』”’,.;:!?)\]%]/
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/

/** Pieces that must stay together, each with the space before it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const character of text) {
    const last = pieces.at(-1)
    const before = last?.at(-1) ?? ''
    const joined =
      last !== undefined &&
      character !== ' ' &&
      (CLOSING.test(character) || (!HAN.test(character) && !HAN.test(before)) || /[（「『“‘(]/.test(before))
    if (joined) pieces[pieces.length - 1] = last + character
    else pieces.push(character)
  }
  return pieces
}

function fill(pieces: string[], width: number): string[] {
  const lines = ['']
  for (const piece of pieces) {
    const line = lines.at(-1)!
    if (line !== '' && textWidth(line + piece.trimEnd()) > width) lines.push(piece.trimStart())
    else lines[lines.length - 1] = line === '' ? piece.trimStart() : line + piece
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

/** @param width of a line in em; a single word may be wider */
export function wrapText(text: string, width: number): string[] {
  const pieces = piecesOf(text)
  const lines = fill(pieces, width)
  if (lines.length === 1) return lines
  // The narrowest width that needs no more lines: two lines of one length look better than a long and a short one.
  const step = characterWidth('一') / 2
  let narrow = width
  while (narrow > step && fill(pieces, narrow - step).length === lines.length) narrow -= step
  return fill(pieces, narrow)
}
