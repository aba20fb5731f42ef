/** The gradient against difference quotients and autodiff, the limit of the learning rate, and the source's reversed sign. */
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './gradient.challenge'

const normals = (count: number, seed: number) =>
  Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync())
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const lossOf = (x: number[], y: number[], b0: number, b1: number) =>
  mean(x.map((value, i) => (b0 + b1 * value - y[i]!) ** 2))
const gradient = challenge.answer as (x: number[], y: number[], b0: number, b1: number) => [number, number]
/** As printed in §4.3, second part. */
const printed = (x: number[], y: number[], b0: number, b1: number): [number, number] => {
  const errors = x.map((value, i) => y[i]! - (b0 + b1 * value))
  return [mean(errors), mean(errors.map((error, i) => error * x[i]!))]
}

function descend(step: typeof gradient, x: number[], y: number[], rate: number, steps: number): number {
  let [b0, b1] = [0, 0]
  for (let i = 0; i < steps; i++) {
    const [g0, g1] = step(x, y, b0, b1)
    ;[b0, b1] = [b0 - rate * g0, b1 - rate * g1]
  }
  return lossOf(x, y, b0, b1)
}

/** Largest and smallest curvature of the loss. */
function curvatures(x: number[]): [number, number] {
  const square = mean(x.map((value) => value * value))
  const [trace, determinant] = [2 * (1 + square), 4 * (square - mean(x) ** 2)]
  const largest = (trace + Math.sqrt(trace ** 2 - 4 * determinant)) / 2
  return [largest, determinant / largest]
}

const houses = () => {
  const file = new URL('../../../../datasets/housing/housing.csv', import.meta.url)
  const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n')
  const columns = head!.split(',')
  return (name: string) => rows.map((row) => Number(row.split(',')[columns.indexOf(name)]))
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const data = () => {
    const [x, noise] = [normals(30, seed), normals(30, seed + 10)]
    return { x, y: x.map((value, i) => 2 + 3 * value + noise[i]!) }
  }

  test('the gradient is 2/n Σ(ŷ − y) and 2/n Σ(ŷ − y)x: difference quotients and autodiff agree', () => {
    const { x, y } = data()
    const [g0, g1] = gradient(x, y, 0.5, -1)
    const h = 1e-5
    expect((lossOf(x, y, 0.5 + h, -1) - lossOf(x, y, 0.5 - h, -1)) / (2 * h)).toBeCloseTo(g0, 5)
    expect((lossOf(x, y, 0.5, -1 + h) - lossOf(x, y, 0.5, -1 - h)) / (2 * h)).toBeCloseTo(g1, 5)
    const loss = (b0: tf.Tensor, b1: tf.Tensor) =>
      tf.tensor1d(x).mul(b1).add(b0).sub(tf.tensor1d(y)).square().mean()
    const automatic = tf
      .grads(loss)([tf.scalar(0.5), tf.scalar(-1)])
      .map((each) => each.dataSync()[0]!)
    expect(automatic[0]).toBeCloseTo(g0, 3)
    expect(automatic[1]).toBeCloseTo(g1, 3)
  })

  test('as printed it is minus a half of that, and climbs', () => {
    const { x, y } = data()
    const [[g0, g1], [p0, p1]] = [gradient(x, y, 0.5, -1), printed(x, y, 0.5, -1)]
    expect(p0).toBeCloseTo(-g0 / 2, 10)
    expect(p1).toBeCloseTo(-g1 / 2, 10)
    expect(descend(printed, x, y, 0.05, 20)).toBeGreaterThan(lossOf(x, y, 0, 0))
    expect(descend(gradient, x, y, 0.05, 20)).toBeLessThan(lossOf(x, y, 0, 0))
  })

  test('descent converges below 2/λ and diverges above', () => {
    const { x, y } = data()
    const [largest] = curvatures(x)
    const best = descend(gradient, x, y, 1 / largest, 3000)
    expect(descend(gradient, x, y, 1.9 / largest, 3000)).toBeCloseTo(best, 6)
    expect(descend(gradient, x, y, 2.1 / largest, 300)).toBeGreaterThan(1e6)
  })

  test('in matrices it is 2/n Xᵀ(ŷ − y)', () => {
    const X = tf.randomNormal([20, 4], 0, 1, 'float32', seed) as tf.Tensor2D
    const y = tf.randomNormal([20], 0, 1, 'float32', seed + 1)
    const beta = tf.randomNormal([4], 0, 1, 'float32', seed + 2)
    const automatic = tf.grad((b) => X.dot(b).sub(y).square().mean())(beta)
    const derived = X.transpose()
      .dot(X.dot(beta).sub(y))
      .mul(2 / 20)
    expect(automatic.sub(derived).abs().max().dataSync()[0]).toBeLessThan(1e-5)
  })
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})

describe('the houses of Ames', () => {
  const column = houses()
  const price = column('price').map((value) => value / 1e4)
  const area = column('area').map((value) => value / 100)

  test('allow rates up to 0.32 for area in 100 m²: 0.2 arrives, 0.33 flies off', () => {
    expect(2 / curvatures(area)[0]).toBeCloseTo(0.3236, 3)
    expect(Math.sqrt(descend(gradient, area, price, 0.2, 200))).toBeCloseTo(5.65, 2)
    expect(descend(gradient, area, price, 0.33, 60)).toBeGreaterThan(3e4)
    expect(descend(gradient, area, price, 0.002, 200)).toBeGreaterThan(36)
  })

  test('standardised, every direction is equally curved', () => {
    const built = column('built')
    const [centre, spread] = [mean(built), Math.sqrt(mean(built.map((value) => (value - mean(built)) ** 2)))]
    const standard = built.map((value) => (value - centre) / spread)
    const [raw, scaled] = [curvatures(built), curvatures(standard)]
    expect(raw[0] / raw[1]).toBeGreaterThan(1e10)
    // The discriminant is all rounding here.
    expect(scaled[0] / scaled[1]).toBeCloseTo(1, 5)
    expect(Math.sqrt(descend(gradient, built, price, 1 / raw[0], 300))).toBeCloseTo(7.84, 1)
    expect(Math.sqrt(descend(gradient, standard, price, 0.5, 300))).toBeCloseTo(6.63, 2)
  })
})
