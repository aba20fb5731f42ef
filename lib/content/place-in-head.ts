/** Where a part of a lesson's head stands, for what is found wrong only once all lessons are read. */
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { At } from './draft'

export function placeInHead(text: string, path: readonly (string | number)[]): At | undefined {
  const yaml = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1]
  if (yaml === undefined) return undefined
  const lines = new LineCounter()
  const node = parseDocument(yaml, { schema: 'core', lineCounter: lines, logLevel: 'silent' }).getIn(
    path,
    true,
  )
  if (!isNode(node) || !node.range) return undefined
  const { line, col } = lines.linePos(node.range[0])
  // The first line is the mark before the head.
  return { line: line + 1, column: col }
}
