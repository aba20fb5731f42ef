/** Seeded chance: the same seed tells the same story on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  next: () => number
  /** Uniform integer from `low` to `high`, both included. */
  int: (low: number, high: number) => number
  chance: (probability: number) => boolean
  pick: <T>(items: readonly T[]) => T
  /** Normal by Box and Muller. */
  normal: (mean: number, deviation: number) => number
  /** Version 7 of RFC 9562, with chance from the seed. */
  uuid: (time: Date) => string
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for a story. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('')
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    uuid(time) {
      const stamp = time.getTime().toString(16).padStart(12, '0')
      const variant = '89ab'[Math.floor(next() * 4)]
      return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`
    },
  }
}
