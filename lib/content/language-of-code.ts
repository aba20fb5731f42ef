/** The words in a piece of TypeScript that somebody reads: its comments, and its strings. */
import { type Comment, parse } from 'acorn'
import { transform } from 'sucrase'

export type CodeWords = { comments: string[]; strings: string[] }

/** Of code that parses; that other code does not is told by the compiler. */
export function wordsOfCode(source: string): CodeWords {
  const comments: Comment[] = []
  try {
    const { code } = transform(source, { transforms: ['typescript'], production: true })
    const program = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
      onComment: comments,
    })
    const strings = stringsIn(program)
    return { comments: comments.map(({ value }) => value), strings }
  } catch (error) {
    if (error instanceof SyntaxError) return { comments: [], strings: [] }
    throw error
  }
}

/** A template counts as one sentence, whatever it puts in between. */
function stringsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => stringsIn(each))
  if (typeof node !== 'object' || node === null || !('type' in node)) return []
  if (node.type === 'Literal' && 'value' in node && typeof node.value === 'string') return [node.value]
  if (node.type === 'TemplateLiteral' && 'quasis' in node && 'expressions' in node) {
    const pieces = node.quasis as { value: { cooked?: string | null } }[]
    return [pieces.map(({ value }) => value.cooked ?? '').join(''), ...stringsIn(node.expressions)]
  }
  return Object.values(node).flatMap((child) => stringsIn(child))
}
