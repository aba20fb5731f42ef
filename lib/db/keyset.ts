/**
 * Where a page of a list begins: the sort keys of the row at its edge, exactly as the database holds them. They travel as
 * text that PostgreSQL wrote, never as JavaScript numbers or dates: those know milliseconds, the columns microseconds,
 * and rows between the two were on no page at all.
 */
import { z } from 'zod'
import type { ListName } from './lists'
import { Day } from './day'

/** The text of a key, so narrow that the database can always read it back. `moment` is microseconds since 1970. */
export const KEY_TYPES = {
  uuid: z.uuid(),
  // What is in the table is a place in it, line breaks included; only NUL cannot be.
  text: z.string().regex(/^[^\0]*$/),
  int: z.string().regex(/^-?\d{1,9}$/),
  moment: z.string().regex(/^-?\d{1,16}$/),
  day: Day,
} as const
export type KeyType = keyof typeof KEY_TYPES

/** The keys of one row, in the order of the list. */
export type Mark = (string | null)[]

/** `after.…` or `before.…` a row of one list; without a row, from its beginning or its end. Opaque outside this folder. */
export const Cursor = z
  .string()
  .max(4_000)
  .regex(/^(after|before)\.[\w-]+$/)
export type Cursor = z.infer<typeof Cursor>

export type Place = { side: 'after' | 'before'; mark: Mark | null }

export function writeCursor(list: ListName, { side, mark }: Place): Cursor {
  const bytes = new TextEncoder().encode(JSON.stringify([list, ...(mark ?? [])]))
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))
  return `${side}.${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
}

/** Undefined for what is no place in this list: an old link, one of another list or of another order. */
export function readCursor(
  list: ListName,
  keys: readonly { type: KeyType; nullable?: boolean | undefined }[],
  cursor: string | undefined,
): Place | undefined {
  if (!Cursor.safeParse(cursor).success) return undefined
  const [side, text] = cursor!.split('.') as ['after' | 'before', string]
  const [name, ...mark] = decode(text) ?? []
  if (name !== list) return undefined
  if (mark.length === 0) return { side, mark: null }
  const fits =
    mark.length === keys.length &&
    keys.every(({ type, nullable }, index) =>
      mark[index] === null ? nullable === true : KEY_TYPES[type].safeParse(mark[index]).success,
    )
  return fits ? { side, mark } : undefined
}

function decode(text: string): Mark | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const json = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (sign) => sign.codePointAt(0)!),
    )
    return z.array(z.string().nullable()).safeParse(JSON.parse(json)).data
  } catch (error) {
    // Not base64, not UTF-8, not JSON: the ways in which an address can be mistyped.
    if (error instanceof DOMException || error instanceof TypeError || error instanceof SyntaxError)
      return undefined
    throw error
  }
}

/** A page of a list, and the way to its neighbours. */
export type Page<Row> = { rows: Row[]; previous: Cursor | null; next: Cursor | null }

export type CountedPage<Row> = Page<Row> & {
  /** Which rows these are, counted from 1, of how many. */
  shown: { from: number; to: number; count: number }
}
