/**
 * Rows of unequal length make a tensor whose reading fails somewhere else. TF.js can look, at the price of seconds for a
 * million numbers; only the lengths of rows are looked at here, and what is wrong is said as TF.js says it.
 */
import * as tf from './tf'

const MAKERS = 'tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d'.split(' ')

type Maker = (values: unknown, ...more: unknown[]) => unknown
const lengthOf = (value: unknown): number | undefined =>
  Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>).length : undefined

/** @throws Error in the words of TF.js */
export function assertRows(values: unknown, path: number[] = []): void {
  if (!Array.isArray(values)) return
  const width = lengthOf(values[0])
  for (let row = 0; row < values.length; row++) {
    const length = lengthOf(values[row])
    if (length === width) continue
    const at = `Element arr[${[...path, row].join('][')}]`
    if (length === undefined)
      throw new Error(`${at} should be an array of ${width} elements, but is a primitive`)
    if (width === undefined)
      throw new Error(`${at} should be a primitive, but is an array of ${length} elements`)
    throw new Error(`${at} should have ${width} elements, but has ${length} elements`)
  }
  if (width === undefined) return
  let inner: number | undefined
  for (let row = 0; row < values.length; row++) {
    const each: unknown = values[row]
    assertRows(each, [...path, row])
    if (!Array.isArray(each)) continue
    const length = lengthOf(each[0])
    if (row > 0 && length !== inner)
      throw new Error(
        `Element arr[${[...path, row, 0].join('][')}] should have ${inner ?? 0} elements, but has ${length ?? 0} elements`,
      )
    inner = length
  }
}

/** The functions of `tf` that make tensors of arrays, with their rows looked at first. */
export function evenRows(): Record<string, Maker> {
  const makers: Record<string, Maker> = {}
  for (const name of MAKERS) {
    const make = (tf as unknown as Record<string, Maker | undefined>)[name]
    if (make) makers[name] = (values, ...more) => (assertRows(values), make(values, ...more))
  }
  return makers
}
