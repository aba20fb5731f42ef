import 'server-only'
import { createHash } from 'node:crypto'
import type { Sum } from './format'

const LANES = [0, 4, 8, 12] as const

/** Adds rows up to a count and a sum of their digests, which no order changes. */
export function rowSum(): { add(row: Uint8Array): void; value(): Sum } {
  let rows = 0
  const lanes = new Uint32Array(LANES.length)
  return {
    add(row) {
      rows++
      const digest = createHash('sha256').update(row).digest()
      LANES.forEach((at, lane) => (lanes[lane] = lanes[lane]! + digest.readUInt32LE(at)))
    },
    value: () => ({
      rows,
      sum: Array.from(lanes, (lane) => lane.toString(16).padStart(8, '0')).join(''),
    }),
  }
}

/** The lines of a stream of bytes, without their ends, as many at once as a piece completes. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer[]> {
  let open: Uint8Array[] = []
  for await (const piece of pieces) {
    const lines: Buffer[] = []
    let from = 0
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      const line = piece.subarray(from, at)
      lines.push(open.length === 0 ? Buffer.from(line) : Buffer.concat([...open, line]))
      open = []
      from = at + 1
    }
    if (from < piece.length) open.push(piece.slice(from))
    if (lines.length > 0) yield lines
  }
  if (open.length > 0) yield [Buffer.concat(open)]
}
