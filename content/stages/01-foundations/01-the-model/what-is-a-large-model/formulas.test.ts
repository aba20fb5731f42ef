/** The lesson's counts against what TF.js counts, and its published figures against its own formulas. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import countParameters from './count-parameters.challenge'

type Shape = { layers: number; width: number; vocabulary: number; context: number }

const closedForm = ({ layers, width, vocabulary, context }: Shape) =>
  layers * (12 * width ** 2 + 13 * width) + (vocabulary + context + 2) * width

const countDense = (widths: number[]) =>
  widths.slice(1).reduce((sum, outputs, i) => sum + (widths[i]! + 1) * outputs, 0)

const dense = (inputs: number, units: number) =>
  tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [inputs] })] }).countParams()

const norm = (width: number) =>
  tf.sequential({ layers: [tf.layers.layerNormalization({ inputShape: [width] })] }).countParams()

/** A GPT's parameters as the library counts them, part by part. */
function libraryCount({ layers, width, vocabulary, context }: Shape): number {
  const embedding = (entries: number) =>
    tf
      .sequential({ layers: [tf.layers.embedding({ inputDim: entries, outputDim: width, inputLength: 1 })] })
      .countParams()
  const block = 4 * dense(width, width) + dense(width, 4 * width) + dense(4 * width, width) + 2 * norm(width)
  return layers * block + embedding(vocabulary) + embedding(context) + norm(width)
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('a dense network', () => {
  test.each([[[6, 2, 1], 17] as const, [[784, 128, 10], 101_770] as const, [[11, 20, 30, 7], 1087] as const])(
    '%j has the sum of (n + 1)·m parameters',
    (widths, expected) => {
      const layers = widths
        .slice(1)
        .map((units, i) => tf.layers.dense(i === 0 ? { units, inputShape: [widths[0]] } : { units }))
      expect(tf.sequential({ layers }).countParams()).toBe(expected)
      expect(countDense([...widths])).toBe(expected)
    },
  )
})

describe('a GPT', () => {
  test.each([1, 2, 3, 4, 5])('has L(12d² + 13d) + (V + C + 2)d parameters (draw %i)', (draw) => {
    const shape = { layers: draw, width: 4 * draw + 1, vocabulary: 30 + 7 * draw, context: 5 + draw }
    expect(libraryCount(shape)).toBe(closedForm(shape))
  })

  test('is counted so by the challenge, which is sound', () => {
    const shape = { layers: 3, width: 40, vocabulary: 500, context: 64 }
    expect(countParameters.answer(shape)).toBe(libraryCount(shape))
    expect(tryChallenge(countParameters)).toEqual([])
  })

  test('counts the shared output matrix once: twice would be V·d too many', () => {
    const shape = { layers: 1, width: 2, vocabulary: 10, context: 5 }
    expect(closedForm(shape)).toBe(108)
    expect(libraryCount(shape) + 10 * 2).not.toBe(closedForm(shape))
  })

  test('GPT-2 small is 124 439 808 and GPT-3 174 604 259 328', () => {
    expect(closedForm({ layers: 12, width: 768, vocabulary: 50_257, context: 1024 })).toBe(124_439_808)
    expect(closedForm({ layers: 96, width: 12_288, vocabulary: 50_257, context: 2048 })).toBe(174_604_259_328)
  })

  test.each([
    [12, 768, 125e6],
    [24, 1024, 350e6],
    [24, 1536, 760e6],
    [24, 2048, 1.3e9],
    [32, 2560, 2.7e9],
    [32, 4096, 6.7e9],
    [40, 5140, 13e9],
    [96, 12_288, 175e9],
  ])('of %i layers and width %i is within 2 % of the published %f', (layers, width, published) => {
    const ours = closedForm({ layers, width, vocabulary: 50_257, context: 2048 })
    expect(Math.abs(ours / published - 1)).toBeLessThan(0.02)
  })
})

describe('figures in the text', () => {
  test('a DBN of 784-500-500-2000 with ten label units has about 1.7 million weights', () => {
    expect(784 * 500 + 500 * 500 + 510 * 2000).toBe(1_662_000)
  })

  test('parameters doubled every 16 months until 2018 and every 2.7 months after', () => {
    const months = (from: number, to: number, years: number) => (years * 12) / Math.log2(to / from)
    expect(months(17, 3.4e8, 32)).toBeCloseTo(15.8, 1)
    expect(months(3.4e8, 1.75e11, 2)).toBeCloseTo(2.66, 2)
    expect(1.75e11 / 17).toBeGreaterThan(1e10)
  })

  test('training GPT-3 takes 6ND = 3.15e23 operations: a century at 100 TFLOPS', () => {
    const operations = 6 * 175e9 * 300e9
    expect(operations).toBeCloseTo(3.15e23, -20)
    expect(operations / 1e14 / (365 * 24 * 3600)).toBeCloseTo(99.9, 1)
  })
})
