/** What nobody can reach is freed, and what anybody can is not, whoever holds it and however. */
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { reclaimTensors, type Reclaim } from './reclaim'
import * as tf from './tf'

let reclaim: Reclaim
beforeAll(async () => {
  await tf.setBackend('cpu')
  reclaim = reclaimTensors()
})

/** Enough to be worth looking for, of which nothing can be reached. */
const litter = () => void tf.tensor1d(new Float32Array(2 ** 23 + 1024))
const known = (dataId: object) =>
  (tf.engine() as unknown as { state: { tensorInfo: WeakMap<object, unknown> } }).state.tensorInfo.has(dataId)
/** An engine looks when it likes: asked again until it has found what is expected. */
async function freed(dataIds: readonly object[]): Promise<boolean> {
  for (let round = 0; round < 40 && dataIds.some((dataId) => known(dataId)); round++) {
    litter()
    await reclaim.between()
  }
  return !dataIds.some((dataId) => known(dataId))
}
/** As often as others are found, and more. */
async function lookOften(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    litter()
    await reclaim.between()
  }
}
const idsOf = (tensors: tf.Tensor | readonly tf.Tensor[]): object[] =>
  [tensors].flat().map((tensor) => (tensor as tf.Tensor).dataId)
let held: unknown
afterEach(() => {
  held = undefined
})

test('tensors that a cell let go of are freed, with their bytes', async () => {
  const ids = (() => idsOf([tf.zeros([2 ** 20]), tf.zeros([2 ** 20]).add(1)]))()
  expect(await freed(ids)).toBe(true)
  expect(tf.memory().numBytes).toBeLessThan(200 * 2 ** 20)
})

test('thirty runs of a cell that prepares the same data take the memory of one or two', async () => {
  const { numBytes } = tf.memory()
  const scope: Record<string, tf.Tensor> = {}
  let most = 0
  for (let run = 0; run < 30; run++) {
    await reclaim.between()
    for (const name of ['images', 'scaled']) scope[name] = tf.tensor1d(new Float32Array(2 ** 23))
    most = Math.max(most, tf.memory().numBytes - numBytes)
  }
  const once = 2 * 4 * 2 ** 23
  expect(most).toBeLessThanOrEqual(4 * once)
  expect(scope['scaled']!.isDisposed).toBe(false)
})

const HOLDERS: [name: string, hold: () => { holder: unknown; read: () => tf.Tensor | tf.Tensor[] }][] = [
  [
    'a closure',
    () => {
      const tensor = tf.tensor1d([1, 2, 3])
      const read = () => tensor
      return { holder: read, read }
    },
  ],
  [
    'a list in an object',
    () => {
      const holder = { parts: [tf.tensor1d([1, 2, 3]), tf.tensor1d([4])] }
      return { holder, read: () => holder.parts }
    },
  ],
  [
    'a map',
    () => {
      const holder = new Map([['a', tf.tensor1d([1, 2, 3])]])
      return { holder, read: () => holder.get('a')! }
    },
  ],
  [
    'a field of a class that nobody else sees',
    () => {
      class Layer {
        readonly #weights = tf.tensor1d([1, 2, 3])
        get weights() {
          return this.#weights
        }
      }
      const holder = new Layer()
      return { holder, read: () => holder.weights }
    },
  ],
  [
    'a generator that waits',
    () => {
      const holder = (function* () {
        const tensor = tf.tensor1d([1, 2, 3])
        yield tensor
        yield tensor
      })()
      holder.next()
      return { holder, read: () => holder.next().value! }
    },
  ],
  [
    'another shape of the same values',
    () => {
      const holder = tf.tensor1d([1, 2, 3]).reshape([3, 1])
      return { holder, read: () => holder }
    },
  ],
  [
    'a variable that was assigned other values',
    () => {
      const holder = tf.variable(tf.tensor1d([1, 2, 3]))
      holder.assign(tf.tensor1d([4, 5, 6]))
      return { holder, read: () => holder }
    },
  ],
  [
    'what a scope returned',
    () => {
      const holder = tf.tidy(() => tf.tensor1d([1, 2, 3]).add(1))
      return { holder, read: () => holder }
    },
  ],
  [
    'what was kept in a scope',
    () => {
      const holder: tf.Tensor[] = []
      tf.tidy(() => {
        holder.push(tf.keep(tf.tensor1d([1, 2, 3])))
      })
      return { holder, read: () => holder }
    },
  ],
]

describe('what is held by', () => {
  test.for(HOLDERS)('%s stays', async ([, hold]) => {
    const { holder, read } = hold()
    held = holder
    await lookOften()
    for (const tensor of [read()].flat()) {
      expect(tensor.isDisposed).toBe(false)
      expect(Math.min(...tensor.dataSync())).toBeGreaterThan(0)
    }
    expect(held).toBe(holder)
  })
})

test.for(HOLDERS)('%s goes when nobody holds it any more', async ([, hold]) => {
  const ids = (() => idsOf(hold().read()))()
  expect(await freed(ids)).toBe(true)
})

describe('a model that is trained', () => {
  const ids: object[] = []

  test('keeps its weights and the memory of its optimizer', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] })] })
    model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' })
    const [x, y] = [tf.ones([8, 3]), tf.ones([8, 4])]
    const lossOf = async () => {
      const { history } = await model.fit(x, y, { epochs: 1, verbose: 0 })
      await lookOften()
      return history['loss']![0] as number
    }
    const losses = [await lossOf(), await lossOf(), await lossOf()]
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
    expect(model.getWeights().every((weights) => !weights.isDisposed)).toBe(true)
    ids.push(...idsOf([...model.getWeights(), x, y]))
  })

  test('takes them with it when nobody holds it any more', async () => {
    expect(await freed(ids)).toBe(true)
  })
})

test('variables that a loss reaches are found without being named', async () => {
  const weight = tf.variable(tf.scalar(3), true)
  const { grads } = tf.variableGrads(() => weight.square().asScalar())
  expect(Object.values(grads).map((gradient) => gradient.dataSync()[0])).toEqual([6])
  tf.dispose(grads)
  weight.dispose()
  expect(Object.keys(tf.engine().registeredVariables)).not.toContain(weight.name)
})

test('a tensor that was disposed of is not given back twice', async () => {
  const shared = (() => {
    const first = tf.tensor1d([1, 2, 3])
    const second = first.reshape([3, 1])
    first.dispose()
    return second
  })()
  await lookOften()
  expect([...shared.dataSync()]).toEqual([1, 2, 3])
  const ids = idsOf(shared)
  shared.dispose()
  expect(ids.some((id) => known(id))).toBe(false)
})

test('values on their way are there when they arrive, though nobody holds their tensor', async () => {
  const values = tf.tensor1d([1, 2, 3]).data()
  await lookOften()
  expect([...(await values)]).toEqual([1, 2, 3])
})
