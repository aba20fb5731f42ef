/** Where in a piece of static code a click fell, as a 1-based line and column; null where the browser cannot tell. */
export function findCaret(box: HTMLElement, x: number, y: number): { line: number; column: number } | null {
  const found = document.caretPositionFromPoint?.(x, y)
  if (!found || !box.contains(found.offsetNode)) return null
  const range = document.createRange()
  range.selectNodeContents(box)
  range.setEnd(found.offsetNode, found.offset)
  const lines = range.toString().split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}
