/** The code of a lesson's text, fence by fence, each with its place. Pure. */
import type { FenceRole } from './walk-places'

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

const OPENING = /^([ \t]*)(`{3,})ts (cell|check|solution)\b(.*)$/

/** Fences that are not closed are the compiler's business, not ours. */
export function readFences(text: string): CodeFence[] {
  const lines = text.split(/\r?\n/)
  const fences: CodeFence[] = []
  for (let index = 0; index < lines.length; index++) {
    const [, space = '', ticks = '', role, meta = ''] = OPENING.exec(lines[index]!) ?? []
    if (role === undefined) continue
    const end = lines.findIndex((line, at) => at > index && line.trim() === ticks)
    if (end < 0) break
    const word = (name: string) => new RegExp(`\\s${name}=([^\\s"]+)`).exec(meta)?.[1] ?? ''
    const id = word('id')
    const code = lines.slice(index + 1, end).map((line) => line.slice(Math.min(space.length, leading(line))))
    fences.push({
      role: role as FenceRole,
      id: role === 'solution' ? word('for') : id,
      cell: role === 'cell' ? id : word('for'),
      code: code.join('\n'),
      line: index + 2,
      indent: space.length,
    })
    index = end
  }
  return fences
}

const leading = (line: string) => line.length - line.trimStart().length

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
