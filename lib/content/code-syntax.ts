/** Does the TypeScript of a cell parse? A missing brace should stop its author, not each trainee. */
import { transform } from 'sucrase'

export type CodeFault = { line: number; column: number; reason: { zh: string; en: string } }

export function findCodeFault(source: string): CodeFault | undefined {
  try {
    transform(source, { transforms: ['typescript'], production: true })
    return undefined
  } catch (error) {
    // Sucrase reports a mistake of the text as a SyntaxError with `loc`; anything else is a bug of its own.
    if (!(error instanceof SyntaxError)) throw error
    const loc = 'loc' in error ? (error.loc as { line?: unknown; column?: unknown }) : {}
    const line = typeof loc.line === 'number' ? loc.line : 1
    const column = typeof loc.column === 'number' ? loc.column : 1
    const en = error.message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '')
    return { line, column, reason: { zh: inChinese(en), en } }
  }
}

function inChinese(reason: string): string {
  const expected = /expected "([^"]+)"/.exec(reason)?.[1]
  if (expected) return `这里应当有 ${expected}`
  if (reason.startsWith('Unterminated string')) return '字符串没有结束'
  if (reason.startsWith('Unterminated')) return '有一段没有结束'
  return '这里多了或少了符号'
}
