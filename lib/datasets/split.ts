/** Splits that are the same on every machine: a seeded generator and a draw that keeps each class's share. */

/** mulberry32: a small generator with 32 bits of state; yields numbers in [0, 1). Enough to pick examples. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Indices of `count` examples, ascending, drawn so that every class keeps its share of `labels`
 * (largest remainders decide the odd ones).
 */
export function drawStratified(labels: Uint8Array, count: number, seed: number): number[] {
  if (count > labels.length) throw new RangeError(`cannot draw ${count} of ${labels.length} examples`)
  const byClass = new Map<number, number[]>()
  labels.forEach((label, index) => {
    const members = byClass.get(label)
    if (members) members.push(index)
    else byClass.set(label, [index])
  })
  const classes = [...byClass].sort(([a], [b]) => a - b)
  const quotas = classes.map(([label, members]) => {
    const exact = (members.length * count) / labels.length
    return { label, members, take: Math.floor(exact), rest: exact - Math.floor(exact) }
  })
  let missing = count - quotas.reduce((sum, quota) => sum + quota.take, 0)
  for (const quota of [...quotas].sort((a, b) => b.rest - a.rest || a.label - b.label)) {
    if (missing === 0) break
    quota.take += 1
    missing -= 1
  }
  const random = seededRandom(seed)
  const drawn = quotas.flatMap(({ members, take }) => {
    for (let last = members.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1))
      const held = members[last] as number
      members[last] = members[other] as number
      members[other] = held
    }
    return members.slice(0, take)
  })
  return drawn.sort((a, b) => a - b)
}

/** `count` different numbers below `length`, ascending. */
export function drawSome(length: number, count: number, random: () => number): number[] {
  if (count > length) throw new RangeError(`cannot draw ${count} of ${length} examples`)
  const drawn = new Set<number>()
  // Floyd: each set of `count` numbers is as likely as any other, and `count` draws suffice.
  for (let last = length - count; last < length; last++) {
    const one = Math.floor(random() * (last + 1))
    drawn.add(drawn.has(one) ? last : one)
  }
  return [...drawn].sort((a, b) => a - b)
}

/** The numbers below `length` in a drawn order. */
export function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, index) => index)
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
  return order
}

/** Copies the examples at `indices` out of `values`, `size` elements each. */
export function takeExamples(values: Uint8Array, indices: readonly number[], size: number): Uint8Array {
  const taken = new Uint8Array(indices.length * size)
  indices.forEach((index, position) => {
    taken.set(values.subarray(index * size, (index + 1) * size), position * size)
  })
  return taken
}

/** The numbers below `length` that are not in `indices`, ascending. */
export function restOf(indices: readonly number[], length: number): number[] {
  const taken = new Set(indices)
  return Array.from({ length }, (_, index) => index).filter((index) => !taken.has(index))
}
