/** Where a line of a cell, a check or a solution stands in the lesson's text. Pure. */
import { type FenceRole, readFences } from './content-fences'

export type Place = { file: string; line: number }

type Text = { file: string; text: string }

/** Cells and checks are named by their id, solutions by their cell. The line is of the fence itself. */
const fenceLine = (text: string, role: FenceRole, id: string): number | undefined => {
  const fence = readFences(text).find((one) => one.role === role && one.id === id)
  return fence && fence.line - 1
}

/** `line` is 1-based in the code. The first text that has the fence is meant: a translation comes before `zh.mdx`. */
export function placeOf(texts: Text[], role: FenceRole, id: string, line: number): Place | undefined {
  for (const { file, text } of texts) {
    const fence = fenceLine(text, role, id)
    if (fence !== undefined) return { file, line: fence + line }
  }
  return undefined
}
