/** The name that was probably meant: what takes the fewest changes to write, if they are few for its length. */
export function nearest(name: string, among: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  const most = Math.max(1, Math.floor(name.length / 3))
  let best: string | undefined
  let least = most + 0.75
  for (const each of among) {
    if (Math.abs(each.length - name.length) > most || each === name) continue
    // Of two as near, the one in the same case.
    const changes = distance(wanted, each.toLowerCase()) + (each[0] === name[0] ? 0 : 0.5)
    if (changes < least) {
      least = changes
      best = each
    }
  }
  return best
}

/** Insertions, deletions, replacements, and neighbours swapped. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, before[column - 2]! + 1)
      next.push(least)
    }
    before = last
    last = next
  }
  return last[b.length]!
}
