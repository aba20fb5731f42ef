import { expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { Output } from '../../lib/runtime/outputs'
import type { Reporter } from '../report'
import * as tf from '../tf'
import { en } from '../words/en'
import { createLessonShow } from './lesson-show'

async function shown(call: (show: ReturnType<typeof createLessonShow>) => void): Promise<unknown> {
  await tf.setBackend('cpu')
  const made: unknown[] = []
  const reporter = {
    output: (output: unknown) => made.push(output),
    later: (output: Promise<unknown>, failed: (error: unknown) => void) =>
      made.push(output.catch((error: unknown) => failed(error))),
  } as unknown as Reporter
  const failures: unknown[] = []
  call(createLessonShow(reporter, en, (error) => failures.push(error)))
  const [output] = await Promise.all(made)
  return failures[0] ?? output
}

const moons = {
  points: [
    [0, 0],
    [1, 1],
  ],
  labels: [0, 1],
}

test.each<[string, (show: ReturnType<typeof createLessonShow>) => void]>([
  ['heatmap', (show) => show.heatmap({ values: tf.eye(3) })],
  ['attention', (show) => show.attention({ weights: tf.ones([2, 3, 3]).div(3), tokens: ['a', 'b', 'c'] })],
  [
    'confusion',
    (show) => show.confusion({ labels: tf.tensor1d([0, 1], 'int32'), predictions: Uint8Array.of(1, 1) }),
  ],
  ['roc', (show) => show.roc({ labels: [0, 1], scores: tf.tensor1d([0.2, 0.8]) })],
  ['convolution', (show) => show.convolution({ image: tf.ones([4, 4]), kernel: [[1, -1]] })],
  ['decision', (show) => show.decision({ ...moons, predict: (points) => points.sum(1).sigmoid() })],
  [
    'decision',
    (show) =>
      show.decision({
        points: tf.tensor2d(moons.points),
        labels: tf.tensor1d(moons.labels, 'int32'),
        predict: (points) => points.softmax(),
      }),
  ],
])('show.%s reads tensors', async (kind, call) => {
  const output = await shown(call)
  expect(Output.safeParse(output).error?.issues).toBeUndefined()
  expect(output).toMatchObject({ kind })
})

test('a classifier is asked at once and leaves no tensor behind', async () => {
  await tf.setBackend('cpu')
  const before = tf.memory().numTensors
  let asked = false
  await shown((show) => {
    show.decision({
      ...moons,
      predict: (points) => {
        asked = true
        return points.mul(2).sum(1)
      },
    })
    expect(asked).toBe(true)
  })
  expect(tf.memory().numTensors).toBe(before)
})

test.each<[string, (show: ReturnType<typeof createLessonShow>) => void]>([
  ['show.roc takes', (show) => show.roc({ labels: [1], scores: [1] })],
  ['show.decision takes', (show) => show.decision({ ...moons, predict: (() => 3) as never })],
  ['show.heatmap takes', (show) => show.heatmap({ values: 'x' as never })],
  ['show.plot takes', (show) => show.plot(undefined as never)],
  ['show.confusion takes', (show) => show.confusion(undefined as never)],
])('says what it takes: %s', async (words, call) => {
  await expect(shown(call)).rejects.toThrow(words)
})

test('what is wrong with a tensor is said when it has been read', async () => {
  const said = await shown((show) => show.roc({ labels: tf.tensor1d([1, 1]), scores: [1, 0] }))
  expect(said).toMatchObject({ message: expect.stringContaining('show.roc takes') })
})
