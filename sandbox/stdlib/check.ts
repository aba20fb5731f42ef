/** What public checks are written with. A check passes when its code ends without a failure. */
import * as tf from '../tf'
import { print } from '../print'
import type { Words } from '../words/words'
import type { Close, That } from './api'

export class CheckFailed extends Error {
  override name = 'CheckFailed'
}

type Flat = { shape: string; values: number[] }

function flatten(value: unknown): Flat {
  if (value instanceof tf.Tensor)
    return { shape: value.shape.join(','), values: Array.from(value.dataSync()) }
  if (typeof value === 'number') return { shape: '', values: [value] }
  if (ArrayBuffer.isView(value)) {
    const values = Array.from(value as Float32Array)
    return { shape: String(values.length), values }
  }
  if (Array.isArray(value)) {
    const parts = value.map(flatten)
    const inner = parts[0]?.shape ?? ''
    const ragged = parts.some((part) => part.shape !== inner)
    return {
      shape: `${value.length}${ragged ? ',?' : inner === '' ? '' : `,${inner}`}`,
      values: parts.flatMap((part) => part.values),
    }
  }
  return { shape: '', values: [NaN] }
}

export function createChecks(words: Words): { that: That; close: Close } {
  return {
    that(condition, message) {
      if (!condition) throw new CheckFailed(message ?? words.failedCheck)
    },
    close(actual, expected, tolerance = 1e-3) {
      const [got, wanted] = [flatten(actual), flatten(expected)]
      const near = (value: number, target: number) =>
        Math.abs(value - target) <= tolerance || Object.is(value, target)
      const fits =
        got.shape === wanted.shape && got.values.every((value, index) => near(value, wanted.values[index]!))
      if (fits) return
      const told = (value: unknown, flat: Flat) =>
        value instanceof tf.Tensor
          ? `Tensor [${flat.shape}] ${print(flat.values.slice(0, 8))}`
          : print(value).slice(0, 300)
      throw new CheckFailed(words.notClose(told(actual, got), told(expected, wanted), String(tolerance)))
    },
  }
}
