/** Where a line of a cell, a check or a solution stands in the lesson's text. Pure. */

export type FenceRole = 'cell' | 'check' | 'solution'
export type Place = { file: string; line: number }

type Text = { file: string; text: string }

/** Cells and checks are named by their id, solutions by their cell. The line is of the fence itself. */
function fenceLine(text: string, role: FenceRole, id: string): number | undefined {
  const name = role === 'solution' ? 'for' : 'id'
  const opening = new RegExp(`^\\s*\`{3,}ts ${role}\\b(?=.*\\s${name}=${id}(?:\\s|$))`)
  const index = text.split('\n').findIndex((line) => opening.test(line))
  return index < 0 ? undefined : index + 1
}

/** `line` is 1-based in the code. The first text that has the fence is meant: a translation comes before `zh.mdx`. */
export function placeOf(texts: Text[], role: FenceRole, id: string, line: number): Place | undefined {
  for (const { file, text } of texts) {
    const fence = fenceLine(text, role, id)
    if (fence !== undefined) return { file, line: fence + line }
  }
  return undefined
}
