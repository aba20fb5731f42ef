/** Edits (insert, delete, replace) between two ids. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}

/** The id that was probably meant: at most a third of the letters differ. */
export function nearest(id: string, known: Iterable<string>): string | undefined {
  let best: { id: string; edits: number } | undefined
  for (const candidate of known) {
    const edits = distance(id, candidate)
    if (edits * 3 <= candidate.length && edits < (best?.edits ?? Infinity)) best = { id: candidate, edits }
  }
  return best?.id
}
