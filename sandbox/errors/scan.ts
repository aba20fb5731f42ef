/**
 * What can be told of a text that no parser takes: which characters are code, which brackets and quotes were opened and
 * not closed. A scanner that never fails; a regular expression is guessed from what stands before it.
 */
type Opened = { sign: string; index: number }

type Scan = {
  /** The source with the insides of strings and comments blanked, character for character. */
  code: string
  /** Opened and never closed, outermost first. */
  unclosed: Opened[]
  /** A bracket that closes nothing, or something else than what is open (`open`). */
  stray?: Opened & { open?: Opened }
  /** A quote, a template or a comment without its end. */
  unended?: Opened
}

const CLOSES: Record<string, string> = { '(': ')', '[': ']', '{': '}' }
const BEFORE_REGEXP = /(?:^|[=([{,;:!&|?+\-*%<>~^]|\breturn|=>)\s*$/

export const closerOf = (sign: string) => CLOSES[sign] ?? sign

export function scan(source: string): Scan {
  const code = source.split('')
  const stack: Opened[] = []
  const result: Scan = { code: '', unclosed: stack }
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (code[at] !== '\n') code[at] = ' '
  }
  let at = 0
  /** Blanks up to the end of a template's text; says whether a `${` came first. */
  const template = (from: number) => {
    let end = from
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end))
      end += source[end] === '\\' ? 2 : 1
    blank(from, Math.min(end, source.length))
    if (end >= source.length) return source.length
    if (source[end] === '`') {
      stack.pop()
      return end + 1
    }
    stack.push({ sign: '{', index: end + 1 })
    return end + 2
  }
  while (at < source.length) {
    const sign = source[at]!
    if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at)
      blank(at, end < 0 ? source.length : end)
      at = end < 0 ? source.length : end
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2)
      if (end < 0) result.unended ??= { sign: '/*', index: at }
      blank(at, end < 0 ? source.length : end + 2)
      at = end < 0 ? source.length : end + 2
    } else if (sign === '/' && BEFORE_REGEXP.test(code.slice(Math.max(0, at - 40), at).join(''))) {
      const found = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/.exec(source.slice(at, at + 500))
      if (found) blank(at, at + found[0].length)
      at += found?.[0].length ?? 1
    } else if (sign === '"' || sign === "'") {
      let end = at + 1
      while (end < source.length && source[end] !== sign && source[end] !== '\n')
        end += source[end] === '\\' ? 2 : 1
      if (end >= source.length || source[end] === '\n') result.unended ??= { sign, index: at }
      blank(at + 1, Math.min(end, source.length))
      at = source[end] === sign ? end + 1 : end
    } else if (sign === '`') {
      stack.push({ sign, index: at })
      at = template(at + 1)
    } else if (sign in CLOSES) {
      stack.push({ sign, index: at })
      at++
    } else if (sign === ')' || sign === ']' || sign === '}') {
      const open = stack.at(-1)
      if (open && CLOSES[open.sign] === sign) {
        stack.pop()
        at++
        if (sign === '}' && stack.at(-1)?.sign === '`') at = template(at)
      } else {
        result.stray ??= { sign, index: at, ...(open && { open }) }
        at++
      }
    } else at++
  }
  result.code = code.join('')
  const open = stack.find(({ sign }) => sign === '`')
  if (open) result.unended ??= open
  return result
}

export function placeOf(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}
