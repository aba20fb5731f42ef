/**
 * How the arguments and the answers of a challenge travel: JSON in which every number survives and a tensor stays a
 * tensor. Used on both sides of the wall, so nothing here knows zod or TF.js.
 */

/** Numbers, texts, truth values and lists in one answer. */
export const MOST_VALUES = 20_000
/** Lists and objects inside each other in one answer. */
export const MOST_LEVELS = 6
/** Seconds that one case may take in the browser. */
export const CASE_SECONDS = 10

/** What a reference computes with: numbers, texts, truth values, lists and plain objects of these. */
export type Plain = number | string | boolean | null | Plain[] | { [name: string]: Plain }

/** An argument that the trainee's function gets as a real tensor; the reference gets `values`. */
export type TensorArgument = { '#': 'tensor'; dtype: 'float32' | 'int32'; values: Plain }

export type Argument = Plain | TensorArgument | Argument[]

/** A number that JSON has no word for. */
export type OddNumber = { '#': 'NaN' | 'Infinity' | '-Infinity' | '-0' }
export type Wire = number | string | boolean | null | OddNumber | Wire[] | { [name: string]: Wire }

const ODD = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0 }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isTensorArgument = (value: unknown): value is TensorArgument =>
  isObject(value) && value['#'] === 'tensor'

/** Plain data → JSON data. Tensors stay marked, their numbers are spelt like all others. */
export function toWire(value: Argument): Wire {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value
    return { '#': Object.is(value, -0) ? '-0' : (String(value) as OddNumber['#']) }
  }
  if (Array.isArray(value)) return value.map(toWire)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toWire(part as Argument)]))
}

/** The inverse of `toWire`; a marked tensor goes through `tensor`. */
export function fromWire<T>(wire: Wire, tensor: (argument: TensorArgument) => T): unknown {
  if (Array.isArray(wire)) return wire.map((part) => fromWire(part, tensor))
  if (!isObject(wire)) return wire
  const mark = wire['#']
  if (typeof mark === 'string' && Object.hasOwn(ODD, mark)) return ODD[mark as OddNumber['#']]
  const parts = Object.fromEntries(
    Object.entries(wire).map(([name, part]) => [name, fromWire(part as Wire, tensor)]),
  )
  return isTensorArgument(parts) ? tensor(parts) : parts
}
