import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import type { KernelEvent, KernelEventOf } from '../../lib/runtime/protocol'
import { MOST_PARAMETERS, MOST_WEIGHT_BYTES } from '../../lib/runtime/sizes'
import { collectWeights } from '../collect'
import { createReporter } from '../report'
import { createRun, type Run } from '../run'
import * as tf from '../tf'
import { WORDS } from '../words'
import { wrapFit } from './fit'

let run: Run | undefined
let events: KernelEvent[] = []
const reporter = createReporter(
  (event) => void events.push(event),
  () => performance.now(),
)

beforeAll(async () => {
  await tf.setBackend('cpu')
  wrapFit({ reporter, words: WORDS.en, current: () => run, now: () => performance.now() })
})
beforeEach(() => {
  events = []
  run = createRun('run-00001', 0)
  reporter.begin(run.id)
})

const all = <T extends KernelEvent['type']>(type: T) =>
  events.filter((event): event is KernelEventOf<T> => event.type === type)
const series = () => {
  reporter.flushPoints()
  return all('points').flatMap(({ points }) => points)
}
function make(rate = 0.1) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })
  model.compile({ optimizer: tf.train.sgd(rate), loss: 'meanSquaredError', metrics: ['mae'] })
  return model
}
const x = () => tf.ones([32, 2])
const y = () => tf.ones([32, 1])

test('progress and curves without a callback', async () => {
  await make().fit(x(), y(), { epochs: 3, batchSize: 8, validationSplit: 0.25 })
  expect(all('progress').at(-1)).toMatchObject({
    epoch: 3,
    epochs: 3,
    step: 3,
    steps: 3,
    totalStep: 9,
    totalSteps: 9,
    eta: 0,
  })
  const names = series().reduce<Record<string, number[]>>(
    (found, { series: name, x: at }) => ({ ...found, [name]: [...(found[name] ?? []), at] }),
    {},
  )
  expect(Object.keys(names).sort()).toEqual(['loss', 'mae', 'val_loss', 'val_mae'])
  expect(names['loss']).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(names['val_loss']).toEqual([3, 6, 9])
})

test('a second fit goes on where the first ended', async () => {
  const model = make()
  await model.fit(x(), y(), { batchSize: 16 })
  await model.fit(x(), y(), { batchSize: 16 })
  expect(
    series()
      .filter(({ series: name }) => name === 'loss')
      .map(({ x: at }) => at),
  ).toEqual([1, 2, 3, 4])
})

test('long runs are thinned', async () => {
  await make().fit(tf.ones([64, 2]), tf.ones([64, 1]), { epochs: 50, batchSize: 1 })
  const points = series().filter(({ series: name }) => name === 'loss')
  expect(points.length).toBeGreaterThan(300)
  expect(points.length).toBeLessThanOrEqual(402)
})

describe('callbacks of the trainee', () => {
  test('are called beside ours', async () => {
    const seen: string[] = []
    const one = {
      onEpochEnd: async (epoch: number, logs?: tf.Logs) =>
        void seen.push(`${epoch} ${typeof logs?.['loss']}`),
    }
    await make().fit(x(), y(), { epochs: 2, callbacks: one })
    await make().fit(x(), y(), {
      epochs: 1,
      callbacks: [one, { onTrainEnd: async () => void seen.push('end') }],
    })
    expect(seen).toEqual(['0 number', '1 number', '0 number', 'end'])
  })
  test('early stopping works', async () => {
    const model = make(0)
    const history = await model.fit(x(), y(), {
      epochs: 20,
      callbacks: tf.callbacks.earlyStopping({ monitor: 'loss', patience: 1 }),
    })
    expect(history.epoch.length).toBeLessThan(5)
  })
})

test('an interrupt ends the fit after its batch and keeps the history', async () => {
  const model = make()
  const stopAt = {
    onBatchEnd: async (batch: number) => void (batch === 2 && run && (run.interrupted = true)),
  }
  const history = await model.fit(x(), y(), { epochs: 1000, batchSize: 8, callbacks: stopAt })
  expect(history.epoch).toHaveLength(1)
  expect(run?.steps).toBeLessThanOrEqual(4)
})

test('NaN ends the fit and is explained once', async () => {
  const history = await make(1e30).fit(x(), tf.ones([32, 1]).mul(5), { epochs: 50 })
  await reporter.end()
  const told = all('output').flatMap(({ output }) =>
    output.kind === 'text' && output.stream === 'warn' ? [output.text] : [],
  )
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('became NaN')
  expect(history.epoch.length).toBeLessThan(50)
})

test('a fit outside any run is the plain one', async () => {
  run = undefined
  const history = await make().fit(x(), y(), { epochs: 1 })
  expect(history.epoch).toEqual([0])
  expect(events).toEqual([])
})

test('no tensor is left behind by reporting', async () => {
  const model = make()
  const [features, targets] = [x(), y()]
  await model.fit(features, targets, { epochs: 1 })
  const before = tf.memory().numTensors
  await model.fit(features, targets, { epochs: 3, batchSize: 4, validationSplit: 0.5 })
  expect(tf.memory().numTensors).toBe(before)
})

describe('collecting weights', () => {
  test('kernel, then bias, layer after layer, float32 little-endian', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 2, inputShape: [3], activation: 'relu' }),
        tf.layers.dense({ units: 1 }),
      ],
    })
    const collected = await collectWeights(model, 'model', WORDS.en)
    expect(collected.specs.map(({ shape }) => shape)).toEqual([[3, 2], [2], [2, 1], [1]])
    expect(collected.layers[0]).toMatchObject({
      type: 'Dense',
      config: { units: 2, activation: 'relu', useBias: true },
    })
    const first = model.layers[0]!.getWeights()[0]!.dataSync()
    expect(Array.from(new Float32Array(collected.values, 0, 6))).toEqual(Array.from(first))
    expect(collected.values.byteLength).toBe(4 * (6 + 2 + 2 + 1))
  })
  test('says what is wrong', async () => {
    await expect(collectWeights(undefined, 'model', WORDS.en)).rejects.toThrow('no variable called “model”')
    await expect(collectWeights(3, 'model', WORDS.en)).rejects.toThrow('not a tf.LayersModel')
  })

  const dense = (inputs: number, units: number) =>
    tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [inputs], useBias: false })] })
  test.each([
    [1500, 1420],
    [1250, 2000],
    [2000, 2000],
  ])('%i by %i numbers are collected', async (inputs, units) => {
    const { values } = await collectWeights(dense(inputs, units), 'model', WORDS.en)
    expect(values.byteLength).toBe(4 * inputs * units)
    expect(values.byteLength).toBeLessThanOrEqual(MOST_WEIGHT_BYTES)
  })
  test('one number more than there may be is refused in words', async () => {
    const large = dense(MOST_PARAMETERS + 1, 1)
    await expect(collectWeights(large, 'model', WORDS.en)).rejects.toThrow('four million')
  })
  test('weights that never come are told after a time', async () => {
    const model = dense(2, 1)
    const [tensor] = model.getWeights()
    tensor!.data = () => new Promise(() => {})
    model.layers[0]!.getWeights = () => [tensor!]
    await expect(collectWeights(model, 'model', WORDS.en, 0.01)).rejects.toThrow(WORDS.en.lateWeights)
  })
})
