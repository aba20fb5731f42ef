/** Random numbers that a seed repeats exactly: sfc32 (Chris Doty-Humphrey, PractRand), seeded through a text hash. */
export type Random = {
  /** From `from` up to, but without, `to`. */
  uniform(from: number, to: number): number
  /** A whole number; both ends included. */
  int(from: number, to: number): number
  /** Standard normal. */
  normal(): number
  normals(count: number): number[]
  /** Standard normal numbers in rows. */
  matrix(rows: number, columns: number): number[][]
  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T
}

export function createRandom(seed: string): Random {
  const next = sfc32(seed)
  const normal = () => {
    // Box and Muller; the logarithm wants a number above zero.
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    return radius * Math.cos(2 * Math.PI * next())
  }
  const random: Random = {
    uniform: (from, to) => from + (to - from) * next(),
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    normal,
    normals: (count) => Array.from({ length: count }, normal),
    matrix: (rows, columns) => Array.from({ length: rows }, () => random.normals(columns)),
    pick(list) {
      if (list.length === 0) throw new RangeError('pick from an empty list')
      return list[Math.floor(next() * list.length)]!
    },
  }
  return random
}

/** Numbers from 0 up to 1, of 32 bits. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = hash(seed)
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  // The first numbers still resemble the seed.
  for (let round = 0; round < 20; round++) next()
  return next
}

/** Four words of a text: FNV-1a with four different beginnings. */
function hash(text: string): [number, number, number, number] {
  const word = (start: number) => {
    let value = start
    for (let index = 0; index < text.length; index++) {
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
      value ^= value >>> 13
    }
    return value | 0
  }
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x85ebca6b), word(0xc2b2ae35)]
}
