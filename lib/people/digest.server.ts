import 'server-only'
import { createHash } from 'node:crypto'

/** SHA-256 of a value made of plain objects whose keys were written in one order. */
export const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex')
