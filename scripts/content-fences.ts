/** The code of a lesson's text, fence by fence, each with its place. Pure. */
import type { Nodes } from 'mdast'
import { readFence } from '../lib/content/fences'
import { Refusals } from '../lib/content/refusals'
import { parseText } from '../lib/content/syntax'

export type FenceRole = 'cell' | 'check' | 'solution'

export type CodeFence = {
  role: FenceRole
  /** Of a cell or a check its id; of a solution the cell's. */
  id: string
  /** The cell that a check or a solution is for; of a cell its own id. */
  cell: string
  code: string
  /** Line of the text, from 1, on which the code begins. */
  line: number
  /** Columns that every line is set in by, inside a list. */
  indent: number
}

/** As the compiler finds them: in a text that does not parse, or of a fence it refuses, there is nothing. */
export function readFences(text: string): CodeFence[] {
  const tree = parseText(text, new Refusals(''))
  return tree ? fencesIn(tree) : []
}

function fencesIn(node: Nodes): CodeFence[] {
  if ('children' in node) return node.children.flatMap((child) => fencesIn(child as Nodes))
  const start = node.position?.start
  if (node.type !== 'code' || !start) return []
  const fence = readFence(node.lang, node.meta)
  if (Array.isArray(fence) || !('role' in fence) || !isRole(fence.role)) return []
  const { id, for: target } = fence as { id?: string; for?: string }
  return [
    {
      role: fence.role,
      id: id ?? target ?? '',
      cell: target ?? id ?? '',
      code: node.value,
      line: start.line + 1,
      indent: start.column - 1,
    },
  ]
}

const isRole = (role: string): role is FenceRole => role === 'cell' || role === 'check' || role === 'solution'

/** The text with other code in some of its fences, found by the line where their code begins. */
export function replaceFences(text: string, codes: ReadonlyMap<number, string>): string {
  const lines = text.split('\n')
  for (const fence of readFences(text).toReversed()) {
    const code = codes.get(fence.line)
    if (code === undefined) continue
    const set = code.split('\n').map((line) => (line === '' ? '' : ' '.repeat(fence.indent) + line))
    lines.splice(fence.line - 1, fence.code.split('\n').length, ...set)
  }
  return lines.join('\n')
}
