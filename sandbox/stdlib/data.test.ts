import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { KernelEvent, KernelEventOf } from '../../lib/runtime/protocol'
import { createReporter } from '../report'
import { createRun, type Run } from '../run'
import * as tf from '../tf'
import { WORDS } from '../words'
import { createData } from './data'
import { wrapFit } from './fit'

let run: Run
let events: KernelEvent[] = []
let data: ReturnType<typeof createData>
const now = () => performance.now()
const reporter = createReporter((event) => void events.push(event), now)

beforeAll(async () => {
  // The library asks Node for its decoder otherwise, which a module has no way to require.
  tf.env().set('IS_BROWSER', true)
  await tf.setBackend('cpu')
  wrapFit({ reporter, words: WORDS.en, current: () => run, now })
  data = createData({ current: () => run, enter: () => {}, now }, WORDS.en)
})
beforeEach(() => {
  events = []
  run = createRun('run-00001', 0)
  reporter.begin(run.id)
})

const progress = () => events.filter((event): event is KernelEventOf<'progress'> => event.type === 'progress')
const model = () => {
  const made = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  return made
}
const pairs = (count: number) =>
  data.array(Array.from({ length: count }, (_, at) => ({ xs: [at % 3, 1], ys: [at % 2] })))
/** Asks its run to stop when it has given so many. */
const stoppedAt = (count: number, source: ReturnType<typeof pairs>) => {
  let given = 0
  return source.map((each) => {
    if (++given === count) run.interrupted = true
    return each
  })
}
const numbers = () =>
  data.generator(function* () {
    for (let at = 0; at < 6; at++) yield at
  })

describe('what a data set can do', () => {
  test.each([
    ['generator', () => numbers(), [0, 1, 2, 3, 4, 5]],
    [
      'an async generator',
      () =>
        data.generator(async function* () {
          yield 1
          yield 2
        } as never),
      [1, 2],
    ],
    ['array', () => data.array([3, 4]), [3, 4]],
    [
      'func',
      () => {
        let at = 0
        return data.func(() => ({ value: at, done: at++ > 2 }))
      },
      [0, 1, 2],
    ],
    ['map', () => numbers().map((each) => (each as number) * 2), [0, 2, 4, 6, 8, 10]],
    ['filter', () => numbers().filter((each) => (each as number) > 3), [4, 5]],
    ['take and skip', () => numbers().skip(1).take(2), [1, 2]],
    ['repeat', () => data.array([1, 2]).repeat(2), [1, 2, 1, 2]],
    [
      'zip',
      () => data.zip([data.array([1, 2]), data.array([3, 4])]),
      [
        [1, 3],
        [2, 4],
      ],
    ],
    ['concatenate', () => data.array([1]).concatenate(data.array([2])), [1, 2]],
  ])('%s', async (_name, make, wanted) => {
    expect(await make().toArray()).toEqual(wanted)
  })

  test('batch makes tensors, and shuffle gives the same elements in another order', async () => {
    const shapes: number[][] = []
    await numbers()
      .shuffle(6)
      .batch(4)
      .forEachAsync((batch) => void shapes.push((batch as tf.Tensor).shape))
    expect(shapes).toEqual([[4], [2]])
    const mixed = (await numbers().shuffle(6, 'seed').toArray()) as number[]
    expect([...mixed].sort()).toEqual([0, 1, 2, 3, 4, 5])
  })
})

describe('training on a data set', () => {
  test('is reported as fit is, with its steps where they are known', async () => {
    const history = await model().fitDataset(pairs(10).batch(4), { epochs: 3, verbose: 0 })
    expect(history.history['loss']).toHaveLength(3)
    expect(progress().at(-1)).toMatchObject({ epoch: 3, steps: 3, totalStep: 9, totalSteps: 9, eta: 0 })
  })

  test('where the steps are not known they are counted in the first epoch', async () => {
    const source = data.generator(function* () {
      for (let at = 0; at < 8; at++) yield { xs: [1, at % 2], ys: [1] }
    })
    await model().fitDataset(source.batch(2), { epochs: 2, verbose: 0 })
    expect(progress()[0]).not.toHaveProperty('eta')
    expect(progress().at(-1)).toMatchObject({ totalStep: 8, totalSteps: 8 })
  })

  test('leaves no tensors behind', async () => {
    const trained = model()
    await trained.fitDataset(pairs(8).batch(4), { epochs: 1, verbose: 0 })
    const { numTensors } = tf.memory()
    await trained.fitDataset(pairs(8).batch(4), { epochs: 5, verbose: 0 })
    expect(tf.memory().numTensors).toBe(numTensors)
  })

  test('an endless one hears of the stop, and its history is kept', async () => {
    const history = await model().fitDataset(stoppedAt(100, pairs(8).repeat()).batch(4), {
      epochs: 1,
      verbose: 0,
    })
    expect(history.epoch).toEqual([0])
    expect(run.work.size).toBe(0)
  })
})

test('an endless reading belongs to its run, and ends by Stop', async () => {
  const reading = stoppedAt(100, pairs(1).repeat()).forEachAsync(() => {})
  expect(run.work.size).toBe(1)
  await expect(reading).rejects.toThrow(WORDS.en.stopped)
  expect(run.work.size).toBe(0)
})

test.each(['csv', 'webcam', 'microphone'] as const)('%s is refused in words', (name) => {
  const call = (data as unknown as Record<string, (of: string) => unknown>)[name]!
  expect(() => call('https://example.com/a.csv')).toThrow(WORDS.en.noSource(`tf.data.${name}`))
})

test.each([
  ['a generator that is called already', () => data.generator([1, 2][Symbol.iterator]() as never)],
  ['a value', () => data.func(3 as never)],
])('what is no function is named at once: %s', (_name, make) => {
  expect(make).toThrow(/takes a function that gives an iterator/)
})
