/**
 * The kernels that stayed stock, on every dtype a tensor can have, also where there is nothing or one of it: WASM answers
 * as the CPU does or refuses with a sentence, and works on afterwards.
 */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { OPERATIONS, type Operation, REFUSED, WINDOWS } from './operations'
import { makeTensor } from './tensors'
import { type Computed, compute, findDifference, openWasm } from './testing'

beforeAll(openWasm)

const DTYPES = ['float32', 'int32', 'bool'] as const
type Dtype = (typeof DTYPES)[number]
const SHAPES = [[], [1], [0], [5], [2, 3], [3, 0], [2, 1, 4], [2, 2, 3, 2]]

type Outcome = { computed: Computed[] } | { refused: string }

async function outcome(
  backend: 'cpu' | 'wasm',
  operation: Operation,
  shape: number[],
  dtype: Dtype,
): Promise<Outcome> {
  try {
    const computed = await compute(backend, () =>
      tf.tidy(() => {
        const x = makeTensor({ shape, seed: 3, dtype })
        const y = makeTensor({ shape, seed: 8, dtype })
        const made = operation(x, y)
        return (Array.isArray(made) ? made : [made]).map((one) => tf.clone(one))
      }),
    )
    return { computed }
  } catch (error) {
    return { refused: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

/** What an aborted module or a view past its end says; nothing a person could act upon. */
const BROKEN =
  /RuntimeError|memory access|Abort|RangeError|undefined|not a function|Invalid typed array|divide by zero/

describe.each(OPERATIONS)('%s', (_, operation) => {
  it.each(DTYPES)('%s', async (dtype) => {
    const differences: Record<string, string> = {}
    for (const shape of SHAPES) {
      const expected = await outcome('cpu', operation, shape, dtype)
      const actual = await outcome('wasm', operation, shape, dtype)
      const name = `[${shape}]`
      if ('refused' in actual) {
        if ('computed' in expected || BROKEN.test(actual.refused)) differences[name] = actual.refused
      } else if ('computed' in expected) {
        const difference = findDifference(actual.computed, expected.computed)
        if (difference !== undefined) differences[name] = difference
      } else
        differences[name] =
          `computed ${JSON.stringify(actual.computed)}, where the CPU says ${expected.refused}`
    }
    expect(differences).toEqual({})
  })
})

it.each(Object.entries(WINDOWS))('%s', async (_, make) => {
  const run = () => [tf.tidy(() => tf.clone(make()))]
  expect(findDifference(await compute('wasm', run), await compute('cpu', run))).toBeUndefined()
})

it.each(Object.entries(REFUSED))('refuses %s, and works on', async (_, [act, words]) => {
  await tf.setBackend('wasm')
  expect(() => tf.tidy(() => void act())).toThrow(words)
  expect(tf.tidy(() => tf.sum(tf.ones([3])).dataSync()[0])).toBe(3)
})

it('a causal mask, many times over, leaves the heap whole', async () => {
  await tf.setBackend('wasm')
  const guard = tf.tensor1d(Array.from({ length: 64 }, (_, i) => i))
  for (let i = 0; i < 200; i++)
    tf.tidy(() =>
      tf.where(tf.ones([7, 7], 'bool'), tf.zeros([7, 7], 'bool'), tf.ones([7, 7], 'bool')).dataSync(),
    )
  expect(Array.from(guard.dataSync())).toEqual(Array.from({ length: 64 }, (_, i) => i))
  guard.dispose()
})
