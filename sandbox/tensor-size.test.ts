import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { limitTensors } from './tensor-size'
import * as tf from './tf'
import { WORDS } from './words'

let limited: Record<string, (...given: unknown[]) => unknown>
beforeAll(async () => {
  await tf.setBackend('cpu')
  limited = limitTensors(WORDS.en) as typeof limited
})

const { fill: ofOneValue } = tf
const column = () => tf.ones([40_000, 1])
const TOO_LARGE: [string, () => unknown][] = [
  ['ones', () => limited['ones']!([60_000, 60_000])],
  ['zeros', () => limited['zeros']!([1e6, 1e6])],
  ['fill of the core', () => ofOneValue([60_000, 60_000], 2)],
  ['randomNormal', () => limited['randomNormal']!([60_000, 60_000])],
  ['eye', () => limited['eye']!(60_000)],
  ['linspace', () => limited['linspace']!(0, 1, 1e10)],
  ['range', () => limited['range']!(0, 1e10)],
  ['a matrix product', () => tf.matMul(column(), column(), false, true)],
  ['broadcasting', () => column().add(column().transpose())],
  ['tile', () => column().tile([1, 40_000])],
  ['oneHot', () => tf.oneHot(tf.zeros([40_000], 'int32'), 40_000)],
]
test.each(TOO_LARGE)('%s of a size that cannot be had is refused in words', (_name, make) => {
  expect(make).toThrow(/A tensor of shape .* takes .* GB/)
})

test('what can be had is made', () => {
  expect((limited['ones']!([2, 3]) as tf.Tensor).shape).toEqual([2, 3])
  expect((limited['eye']!(2) as tf.Tensor).arraySync()).toEqual([
    [1, 0],
    [0, 1],
  ])
  expect((limited['range']!(0, 3) as tf.Tensor).arraySync()).toEqual([0, 1, 2])
  expect(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).shape).toEqual([2, 2])
})
