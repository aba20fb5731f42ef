/**
 * The first look at a message from the other side, before zod walks it: plain data only, of bounded depth and size,
 * without cycles, and without a key that could reach a prototype. Structured clone already ran every getter over
 * there; what arrives has none.
 */
import { MOST_MODEL_BYTES } from './sizes'

const MOST_DEPTH = 10
/** A chart of eight curves holds 45 000 numbers. */
const MOST_NODES = 60_000
const MOST_CHARACTERS = 2_000_000
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

export function isPlain(message: unknown): boolean {
  let nodes = 0
  let characters = 0
  let bytes = 0
  /** Objects on the way down to the value at hand: meeting one again is a cycle. */
  const above: object[] = []

  const visit = (value: unknown): boolean => {
    if (++nodes > MOST_NODES || above.length > MOST_DEPTH) return false
    switch (typeof value) {
      case 'string':
        characters += value.length
        return characters <= MOST_CHARACTERS
      case 'number':
      case 'boolean':
      case 'undefined':
        return true
      case 'object':
        if (value === null) return true
        if (value instanceof ArrayBuffer || value instanceof Uint8Array) {
          bytes += value instanceof ArrayBuffer ? value.byteLength : value.buffer.byteLength
          return bytes <= MOST_MODEL_BYTES
        }
        return visitParts(value)
      default:
        return false
    }
  }
  const visitParts = (value: object): boolean => {
    if (above.includes(value)) return false
    const prototype: unknown = Object.getPrototypeOf(value)
    above.push(value)
    try {
      if (Array.isArray(value)) {
        if (value.length > MOST_NODES) return false
        for (let index = 0; index < value.length; index++) if (!visit(value[index])) return false
        return Object.keys(value).length === value.length
      }
      if (prototype !== Object.prototype) return false
      const keys = Object.keys(value)
      if (keys.length > 100 && keys.length > MOST_NODES - nodes) return false
      return keys.every(
        (key) => !FORBIDDEN.has(key) && key.length <= 200 && visit((value as Record<string, unknown>)[key]),
      )
    } finally {
      above.pop()
    }
  }
  return typeof message === 'object' && visit(message)
}
