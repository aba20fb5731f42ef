/**
 * The arithmetic of a question's numbers: names, + − * / ^, parentheses, comparisons and a closed set of functions.
 * A parser of its own, so that a text of the content is never run as a program.
 */
export type Values = Readonly<Record<string, number>>

/** Why a text is no expression, or has no value; told to its author. */
export class ExpressionFault extends Error {}

const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  mod: (a, b) => a - b * Math.floor(a / b),
  round: (value, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits,
  sqrt: Math.sqrt,
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([a-z]\w*)|(&&|\|\||[<>=!]=|[-+*/^(),<>]))/iy

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw new ExpressionFault(`“${text.slice(at).trim()}” is not understood`)
    tokens.push(found[1] ?? found[2] ?? found[3]!)
  }
  return tokens
}

type Step = (a: number, b: number) => number
const truth = (value: boolean) => (value ? 1 : 0)

/** From the loosest to the tightest; each level takes its operators from the left. */
const LEVELS: readonly Readonly<Record<string, Step>>[] = [
  { '||': (a, b) => truth(a !== 0 || b !== 0) },
  { '&&': (a, b) => truth(a !== 0 && b !== 0) },
  {
    '==': (a, b) => truth(a === b),
    '!=': (a, b) => truth(a !== b),
    '<': (a, b) => truth(a < b),
    '<=': (a, b) => truth(a <= b),
    '>': (a, b) => truth(a > b),
    '>=': (a, b) => truth(a >= b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
]

/** @throws ExpressionFault for anything but an expression whose value is a finite number; truth is 1 or 0 */
export function evaluate(text: string, values: Values): number {
  const tokens = tokensOf(text)
  let at = 0
  const take = (token: string) => {
    if (tokens[at] !== token) throw new ExpressionFault(`“${token}” is missing in “${text}”`)
    at += 1
  }
  const level = (index: number): number => {
    const operators = LEVELS[index]
    if (!operators) return signed()
    let value = level(index + 1)
    for (let step = tokens[at]; step !== undefined && Object.hasOwn(operators, step); step = tokens[at]) {
      at += 1
      value = operators[step]!(value, level(index + 1))
    }
    return value
  }
  const signed = (): number => {
    if (tokens[at] === '-') {
      at += 1
      return -signed()
    }
    const base = atom()
    if (tokens[at] !== '^') return base
    at += 1
    return base ** signed()
  }
  const atom = (): number => {
    const token = tokens[at]
    if (token === undefined) throw new ExpressionFault(`“${text}” breaks off`)
    at += 1
    if (token === '(') {
      const value = level(0)
      take(')')
      return value
    }
    if (/^\d/.test(token)) return Number(token)
    if (tokens[at] === '(' && Object.hasOwn(FUNCTIONS, token)) {
      take('(')
      const args = [level(0)]
      while (tokens[at] === ',') {
        at += 1
        args.push(level(0))
      }
      take(')')
      return FUNCTIONS[token]!(...args)
    }
    if (Object.hasOwn(values, token)) return values[token]!
    throw new ExpressionFault(`“${token}” is neither a name of this question nor a function`)
  }
  const value = level(0)
  if (at < tokens.length) throw new ExpressionFault(`“${tokens[at]}” is too much in “${text}”`)
  if (!Number.isFinite(value)) throw new ExpressionFault(`“${text}” has no finite value`)
  return value
}

/** `@{a*b}`; after a bar how it is written: `2` decimals, `~3` significant digits, `,` thousands apart in a formula. */
const HOLE = /@\{([^{}|]*)(?:\|(~?\d|,))?\}/g

/** The text with its holes filled. */
export const fill = (text: string, values: Values): string =>
  text.replace(HOLE, (_, expression: string, format: string | undefined) =>
    write(evaluate(expression, values), format),
  )

function write(value: number, format: string | undefined): string {
  if (format === ',') return String(value).replace(/\B(?=(\d{3})+$)/g, '\\,')
  if (format === '~0') throw new ExpressionFault('“~0”: a number has one significant digit at least')
  if (format?.startsWith('~')) return String(Number(value.toPrecision(Number(format.slice(1)))))
  // Twelve digits: what a computer adds to 0.1 + 0.2 is nobody's business.
  return format === undefined ? String(Number(value.toPrecision(12))) : value.toFixed(Number(format))
}
