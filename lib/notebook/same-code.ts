/**
 * Whether two texts are the same program: comments, blank lines and spacing may differ. A scanner as in `dependencies`;
 * where it cannot tell a comment from a regular expression it takes the text as it stands, so that a difference is
 * never overlooked.
 */
export const isSameCode = (a: string, b: string): boolean => a === b || bare(a) === bare(b)

const WORD = /[\w$\u00aa-\uffff]/

/** Code without comments, each run of blanks as one: a line break where there was one, since it may end a statement. */
function bare(source: string): string {
  let code = ''
  let gap = ''
  const put = (text: string) => {
    // A blank between two words, or between two signs that would join, is part of the code.
    if (gap !== '' && code !== '') {
      const joins = gap === '\n' || WORD.test(code.at(-1)!) === WORD.test(text[0]!)
      if (joins) code += gap
    }
    gap = ''
    code += text
  }
  for (let at = 0; at < source.length;) {
    const char = source[at]!
    const next = source[at + 1]
    if (/\s/.test(char)) {
      gap = gap === '\n' || char === '\n' ? '\n' : ' '
      at++
    } else if (char === '/' && (next === '/' || next === '*') && source[at - 1] !== '\\') {
      const end = next === '/' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 2
      const until = end < 2 ? source.length : end
      if (source.slice(at, until).includes('\n')) gap = '\n'
      else if (gap === '') gap = ' '
      at = until
    } else if (char === '"' || char === "'" || char === '`') {
      const end = closing(source, at)
      put(source.slice(at, end))
      at = end
    } else if (char === '/') {
      // A division or a regular expression: what follows in the line is compared as it is written.
      const end = source.indexOf('\n', at)
      const until = end < 0 ? source.length : end
      put(source.slice(at, until))
      at = until
    } else {
      put(char)
      at++
    }
  }
  return code
}

/** After the quote that closes the text begun at `from`; a template's code is compared as it is written. */
function closing(source: string, from: number): number {
  const quote = source[from]
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === quote) return at + 1
    else if (source[at] === '\n' && quote !== '`') return at
  }
  return source.length
}
