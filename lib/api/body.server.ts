import 'server-only'
import { receive } from './arrivals.server'
import { refuse, type Refusal } from './errors'

/** Beyond any honest body, and far below what would hurt. */
export const JSON_LIMITS = { depth: 32, values: 250_000 } as const

/** Bytes of bodies that this process holds while they arrive: ten models at once, and not a thousand. */
const MOST_HELD = 256 * 1024 * 1024
let held = 0

export type Received = { value: unknown; bytes: number }

/** A body as it arrives; a `Request` has one of these as well. */
export type Arriving = { headers: Headers; body: AsyncIterable<Uint8Array> | null }

/**
 * Reads at most `maxBytes` of a caller who is known by now, counting while the bytes arrive, and parses them as JSON.
 * @returns the value and how many bytes it came in
 * All bodies together are bounded too: whoever comes when that much is on its way is asked to come again.
 */
export async function readJson(
  request: Arriving,
  maxBytes: number,
  who: string,
): Promise<Received | Refusal> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) return refuse('too_large')
  const mine = { bytes: 0 }
  try {
    return await readCounted(request, maxBytes, who, mine)
  } finally {
    held -= mine.bytes
  }
}

async function readCounted(
  request: Arriving,
  maxBytes: number,
  who: string,
  mine: { bytes: number },
): Promise<Received | Refusal> {
  const chunks: Uint8Array[] = []
  let refusal: Refusal | undefined
  const take = (part: Uint8Array): boolean => {
    mine.bytes += part.byteLength
    held += part.byteLength
    if (mine.bytes > maxBytes) refusal = refuse('too_large')
    else if (held > MOST_HELD) refusal = refuse('unavailable', { retryAfter: 5 })
    else chunks.push(part)
    return refusal === undefined
  }
  try {
    const ended = request.body ? await receive(request.body, who, take) : 'whole'
    if (ended !== 'whole') return refusal ?? refuse('too_slow')
  } catch {
    // The connection broke in the middle; nobody may be left to be told.
    return refuse('bad_request')
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return refuse('bad_request')
    throw error
  }
  return isSound(value) ? { value, bytes: mine.bytes } : refuse('bad_request')
}

/** Neither deeper nor larger than the limits, and no text that PostgreSQL cannot hold (NUL, half a surrogate pair). */
export function isSound(root: unknown): boolean {
  let values = 0
  const rest: [unknown, number][] = [[root, 0]]
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [value, depth] = next
    if (++values > JSON_LIMITS.values || depth > JSON_LIMITS.depth) return false
    if (typeof value === 'string' && !isStorable(value)) return false
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      if (value.length > JSON_LIMITS.values) return false
      for (const item of value) rest.push([item, depth + 1])
    } else {
      for (const [key, item] of Object.entries(value)) {
        if (!isStorable(key)) return false
        rest.push([item, depth + 1])
      }
    }
  }
  return true
}

const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()
