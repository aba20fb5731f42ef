/** The server's side of `pack-output`: what a browser packed, as outputs again. */
import { z } from 'zod'
import { Output } from '../runtime/outputs'
import { BYTES, NUMBER, type PackedOutput } from './pack-output'

/** Characters of all packed outputs of one project; what does not fit is left out and counted. */
export const PACKED_LIMIT = 1_500_000

export const Packed = z.json()

/** The output, or null for what this version cannot show. */
export function unpackOutput(packed: PackedOutput): Output | null {
  const parsed = Output.safeParse(revive(packed))
  return parsed.success ? parsed.data : null
}

function revive(packed: PackedOutput): unknown {
  if (typeof packed !== 'object' || packed === null) return packed
  if (Array.isArray(packed)) return packed.map(revive)
  const bytes = packed[BYTES]
  if (typeof bytes === 'string') return fromBase64(bytes)
  const number = packed[NUMBER]
  if (typeof number === 'string') return Number(number)
  return Object.fromEntries(Object.entries(packed).map(([key, value]) => [key, revive(value)]))
}

/** Anything that is not base64 becomes no bytes: the picture is then refused as damaged. */
function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return new Uint8Array()
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
