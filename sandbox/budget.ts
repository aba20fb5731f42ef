/** How much the kernel may say. Pure: the relay asks before each message and obeys. */
import { MOST_MODEL_BYTES, MOST_OUTPUT_BYTES } from '../lib/runtime/sizes'

/** Filled at `rate` a second up to `burst`. */
export class Bucket {
  private level: number
  private at: number

  constructor(
    private readonly rate: number,
    private readonly burst: number,
    now: number,
  ) {
    this.level = burst
    this.at = now
  }

  take(amount: number, now: number): boolean {
    this.level = Math.min(this.burst, this.level + ((now - this.at) / 1000) * this.rate)
    this.at = now
    if (amount > this.level) return false
    this.level -= amount
    return true
  }
}

const MOST_NODES = 100_000

/** Bytes a message takes, roughly; Infinity when it is too large, too deep or has parts that no event has. */
export function measure(message: unknown, most: number): number {
  let bytes = 0
  let nodes = 0
  const pending: [unknown, number][] = [[message, 0]]
  while (pending.length > 0) {
    const [value, depth] = pending.pop()!
    if (++nodes > MOST_NODES || depth > 12 || bytes > most) return Infinity
    switch (typeof value) {
      case 'string':
        bytes += 2 * value.length
        break
      case 'number':
      case 'boolean':
      case 'undefined':
        bytes += 8
        break
      case 'object': {
        if (value === null) break
        if (value instanceof ArrayBuffer) bytes += value.byteLength
        else if (value instanceof Uint8Array) bytes += value.buffer.byteLength
        else if (Array.isArray(value)) {
          // A sparse array would cost its length, not its contents.
          if (value.length > MOST_NODES) return Infinity
          for (const item of value) pending.push([item, depth + 1])
        } else if (Object.getPrototypeOf(value) === Object.prototype) {
          for (const [key, item] of Object.entries(value)) {
            bytes += 2 * key.length
            pending.push([item, depth + 1])
          }
        } else return Infinity
        break
      }
      default:
        return Infinity
    }
  }
  return bytes > most ? Infinity : bytes
}

/** What says how a run stands must not drown in what it prints; it has a small budget of its own. */
const STANDING = new Set([
  'ready',
  'started',
  'checked',
  'finished',
  'failed',
  'need',
  'weights',
  'dead',
  'alive',
])
const EVENTS = new Set([...STANDING, 'output', 'progress', 'points', 'answered', 'truncated'])

/** What waits for one of these would wait for ever, so a dropped one is passed on without what was too much. */
const LAST = new Set(['finished', 'failed', 'weights'])

/** What is left of a dropped message that would have ended its run: the host tells that it could not be read. */
export function stubOf(message: unknown): { type: string; run: string } | undefined {
  const { type, run } = (message ?? {}) as { type?: unknown; run?: unknown }
  return typeof type === 'string' && LAST.has(type) && typeof run === 'string' && run.length <= 64
    ? { type, run }
    : undefined
}

export type Verdict = 'pass' | 'drop' | 'ignore'

/** 200 messages a second (burst 1 000), 1 MB a second (burst 8 MB), and 50 a second (burst 200) for the run's standing. */
export function createBudget(start: number): (message: unknown, now: number) => Verdict {
  const messages = new Bucket(200, 1000, start)
  const bytes = new Bucket(1_000_000, 8_000_000, start)
  const standing = new Bucket(50, 200, start)
  const weights = new Bucket(1, 4, start)
  return (message, now) => {
    if (typeof message !== 'object' || message === null) return 'ignore'
    const { type } = message as { type?: unknown }
    if (typeof type !== 'string' || !EVENTS.has(type)) return 'ignore'
    if (type === 'weights') {
      return weights.take(1, now) && measure(message, MOST_MODEL_BYTES) < Infinity ? 'pass' : 'drop'
    }
    if (STANDING.has(type)) {
      return standing.take(1, now) && measure(message, 100_000) < Infinity ? 'pass' : 'drop'
    }
    // The count first: measuring a flood would cost more than the flood.
    if (!messages.take(1, now)) return 'drop'
    const size = measure(message, MOST_OUTPUT_BYTES)
    return size < Infinity && bytes.take(size, now) ? 'pass' : 'drop'
  }
}
