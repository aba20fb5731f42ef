/**
 * Where a column of a line without types stands in the line as it was typed. Removing types deletes characters and
 * hardly ever adds any, so the typed line is walked for each remaining character in turn; a character that was added
 * does not move the place. Both columns are 0-based.
 */
export function typedColumn(typed: string, plain: string, column: number): number {
  let next = 0
  let place = 0
  for (let index = 0; index <= column && index < plain.length; index++) {
    const found = typed.indexOf(plain[index]!, next)
    if (found < 0) continue
    place = found
    next = found + 1
  }
  return Math.min(place, Math.max(0, typed.length - 1))
}
