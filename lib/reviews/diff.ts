/** What changed between two versions of a cell, line by line. */

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** Beyond it the whole text is shown as exchanged: the table below grows with the product of the lengths. */
const MOST_CELLS = 4_000_000

const all = (kind: 'added' | 'removed', lines: readonly string[]): DiffLine[] =>
  lines.map((text) => ({ kind, text }))

/**
 * The longest common subsequence of lines is what stayed (Wagner and Fischer's table, after equal lines at both ends
 * are set aside). Removed lines stand before the added ones of the same place.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split('\n')
  const b = after.split('\n')
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }))
  return [
    ...same(a.slice(0, head)),
    ...between(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ]
}

function between(a: readonly string[], b: readonly string[]): DiffLine[] {
  if (a.length * b.length > MOST_CELLS) return [...all('removed', a), ...all('added', b)]
  const width = b.length + 1
  // longest[i * width + j]: of a from i and b from j.
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
    }
  }
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! })
      i += 1
      j += 1
    } else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) {
      lines.push({ kind: 'removed', text: a[i]! })
      i += 1
    } else {
      lines.push({ kind: 'added', text: b[j]! })
      j += 1
    }
  }
  return [...lines, ...all('removed', a.slice(i)), ...all('added', b.slice(j))]
}
