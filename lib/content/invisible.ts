/**
 * Characters that nobody sees: controls, marks that reorder or join text, blanks without width, tags, and letters under
 * a heap of accents. By them code looks like other code and words like other words, so no file of a lesson has any.
 */
const INVISIBLE =
  // Not tab, newline or return. A joiner between two pictures makes one of them.
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|(?<![\p{Extended_Pictographic}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})|(?<=\p{M}{4})\p{M}+/gu

/** Each with its place in the text; a mark of byte order at the very beginning is the editor's. */
export function findInvisible(text: string): { index: number; hex: string }[] {
  return [...text.matchAll(INVISIBLE)]
    .filter(({ 0: found, index }) => index > 0 || found !== '\uFEFF')
    .map(({ 0: found, index }) => ({
      index,
      hex: (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'),
    }))
}
