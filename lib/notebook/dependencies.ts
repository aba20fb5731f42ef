/**
 * Which names a cell defines, changes and uses — enough to tell the learner what an upstream edit makes stale.
 * A scanner instead of a parser: it runs on each keystroke, in the first script of the page, on unfinished code.
 * It errs towards seeing a use where there is none; the price is a stale mark too many.
 */
export type Names = { defines: string[]; uses: string[] }

type Token = { text: string; word: boolean; depth: number }

const WORD = /[A-Za-z_$\u00aa-\uffff]/
const PART = /[\w$\u00aa-\uffff]/

/** Text without comments and strings; what stands in `${}` of a template stays code. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  /** Brace depths at which a template's `${` was opened. */
  const templates: number[] = []
  let depth = 0
  let at = 0
  const template = () => {
    while (at < source.length) {
      const char = source[at]
      if (char === '\\') at += 2
      else if (char === '`') return void at++
      else if (char === '$' && source[at + 1] === '{') {
        at += 2
        templates.push(depth++)
        return
      } else at++
    }
  }
  while (at < source.length) {
    const char = source[at]!
    const next = source[at + 1]
    if (char === '/' && next === '/') {
      while (at < source.length && source[at] !== '\n') at++
    } else if (char === '/' && next === '*') {
      const end = source.indexOf('*/', at + 2)
      at = end < 0 ? source.length : end + 2
    } else if (char === '"' || char === "'") {
      at++
      while (at < source.length && source[at] !== char && source[at] !== '\n')
        at += source[at] === '\\' ? 2 : 1
      at++
      tokens.push({ text: '""', word: false, depth })
    } else if (char === '`') {
      at++
      tokens.push({ text: '""', word: false, depth })
      template()
    } else if (char === '\n') {
      at++
      tokens.push({ text: '\n', word: false, depth })
    } else if (WORD.test(char)) {
      const start = at
      while (at < source.length && PART.test(source[at]!)) at++
      tokens.push({ text: source.slice(start, at), word: true, depth })
    } else if (/[0-9]/.test(char)) {
      while (at < source.length && /[\w.]/.test(source[at]!)) at++
      tokens.push({ text: '0', word: false, depth })
    } else {
      at++
      if (char === '}' && templates.length > 0 && templates.at(-1) === depth - 1) {
        depth = templates.pop()!
        template()
      } else if (char === '{' || char === '(' || char === '[')
        tokens.push({ text: char, word: false, depth: depth++ })
      else if (char === '}' || char === ')' || char === ']') {
        depth = Math.max(0, depth - 1)
        tokens.push({ text: char, word: false, depth })
      } else if (!/\s/.test(char)) tokens.push({ text: char, word: false, depth })
    }
  }
  return tokens
}

const KEYWORDS = new Set(
  (
    'const let var function class enum type interface async await return if else for while do switch case break ' +
    'continue new delete typeof instanceof in of void this super null true false undefined try catch finally throw ' +
    'yield default extends static get set as satisfies import export from readonly'
  ).split(' '),
)
const DECLARES = new Set(['const', 'let', 'var', 'function', 'class', 'enum'])
/** Methods that change the object they are called on, in TF.js and in plain collections. */
const CHANGES = new Set(
  'fit fitDataset trainOnBatch compile add setWeights loadWeights assign dispose push set sort splice fill'.split(
    ' ',
  ),
)

/** What every cell is given: `tf.fill(…)` makes a tensor and changes nothing. */
const PROVIDED = new Set(['tf', 'datasets', 'show', 'live', 'console', 'Math', 'Object', 'Array'])

/** The names a pattern binds: `{ a, b: c, ...rest }`, `[d, e]`. */
function boundIn(tokens: Token[], start: number): string[] {
  const names: string[] = []
  const outer = tokens[start]!.depth
  for (let index = start + 1; index < tokens.length; index++) {
    const token = tokens[index]!
    if (token.depth === outer && !token.word && /[}\])]/.test(token.text)) break
    if (token.word && tokens[index + 1]?.text !== ':' && tokens[index - 1]?.text !== '=')
      names.push(token.text)
  }
  return names
}

export function findNames(source: string): Names {
  const tokens = tokenize(source)
  const defines = new Set<string>()
  const uses = new Set<string>()
  const code = tokens.filter((token) => token.text !== '\n')
  code.forEach((token, index) => {
    if (!token.word) return
    const before = code[index - 1]?.text
    const after = code[index + 1]
    if (DECLARES.has(token.text) && token.depth === 0) {
      const target = after?.text === '*' ? code[index + 2] : after
      if (!target) return
      if (target.word && !DECLARES.has(target.text)) defines.add(target.text)
      else if (target.text === '{' || target.text === '[') {
        for (const name of boundIn(code, index + 1)) defines.add(name)
      }
      return
    }
    if (KEYWORDS.has(token.text) || before === '.' || (before === '?' && after?.text === '.')) return
    uses.add(token.text)
    const assigned = after?.text === '=' && code[index + 2]?.text !== '=' && code[index + 2]?.text !== '>'
    if (token.depth === 0 && assigned && before !== ':') defines.add(token.text)
    const method = code[index + 2]
    if (PROVIDED.has(token.text)) return
    if (after?.text === '.' && method && CHANGES.has(method.text) && code[index + 3]?.text === '(') {
      defines.add(token.text)
    }
  })
  return { defines: [...defines], uses: [...uses] }
}

/** For each cell, the earlier cells that define or change a name it uses. */
export function findUpstream(cells: { id: string; names: Names }[]): Record<string, string[]> {
  const upstream: Record<string, string[]> = {}
  const makers = new Map<string, string[]>()
  for (const cell of cells) {
    upstream[cell.id] = [...new Set(cell.names.uses.flatMap((name) => makers.get(name) ?? []))]
    for (const name of cell.names.defines) makers.set(name, [...(makers.get(name) ?? []), cell.id])
  }
  return upstream
}
