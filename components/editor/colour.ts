/** Code as coloured pieces for the moments when neither the server's highlighting nor Monaco is at hand. */
export type Piece = {
  text: string
  kind: 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'function' | 'type'
}

/** The token of each kind; plain code has the colour of its place. */
export const CODE_COLOURS: Record<Piece['kind'], string | undefined> = {
  plain: undefined,
  keyword: 'var(--code-keyword)',
  string: 'var(--code-string)',
  number: 'var(--code-number)',
  comment: 'var(--code-comment)',
  function: 'var(--code-function)',
  type: 'var(--code-type)',
}

const KEYWORDS =
  'const|let|var|function|class|enum|type|interface|async|await|return|if|else|for|while|do|switch|case|break|' +
  'continue|new|delete|typeof|instanceof|in|of|void|this|throw|try|catch|finally|yield|default|extends|static|as|' +
  'satisfies|import|export|from'

const TOKEN = new RegExp(
  [
    '(?<comment>//[^\\n]*|/\\*[^]*?(?:\\*/|$))',
    '(?<string>"(?:[^"\\\\\\n]|\\\\.)*"?|\'(?:[^\'\\\\\\n]|\\\\.)*\'?|`(?:[^`\\\\]|\\\\[^])*`?)',
    `(?<keyword>\\b(?:${KEYWORDS})\\b)`,
    '(?<number>\\b(?:\\d[\\w.]*|true|false|null|undefined)\\b)',
    '(?<type>\\b[A-Z][\\w$]*\\b)',
    '(?<function>[A-Za-z_$][\\w$]*(?=\\())',
    '[A-Za-z_$][\\w$]*',
  ].join('|'),
  'g',
)

export function colourCode(source: string): Piece[] {
  const pieces: Piece[] = []
  const push = (text: string, kind: Piece['kind']) => {
    const last = pieces.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text) pieces.push({ text, kind })
  }
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    push(source.slice(end, match.index), 'plain')
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 'plain'
    push(match[0], kind as Piece['kind'])
    end = match.index + match[0].length
  }
  push(source.slice(end), 'plain')
  return pieces
}
