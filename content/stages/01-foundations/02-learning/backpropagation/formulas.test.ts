/** Backpropagation against autodiff and difference quotients on random networks; the sources' versions must disagree. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './backward.challenge'

type Net = { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] }

const SIZES = [
  [1, [3, 4, 2]],
  [2, [2, 10, 2]],
  [3, [5, 3, 4]],
] as const

const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed).arraySync()
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
const affine = (W: number[][], x: number[], b: number[]) =>
  W.map((row, i) => row.reduce((sum, weight, j) => sum + weight * x[j]!, b[i]!))
const softmax = (z: number[]) => {
  const powers = z.map(Math.exp)
  return powers.map((power) => power / powers.reduce((sum, value) => sum + value, 0))
}

function task(seed: number, [inputs, hidden, classes]: readonly [number, number, number]) {
  const net = {
    W1: random([hidden, inputs], seed),
    b1: random([hidden], seed + 10),
    W2: random([classes, hidden], seed + 20),
    b2: random([classes], seed + 30),
  } as Net
  const x = random([inputs], seed + 40) as number[]
  const y = Array.from({ length: classes }, (_, k) => (k === seed % classes ? 1 : 0))
  const a1 = affine(net.W1, x, net.b1).map(sigmoid)
  const p = softmax(affine(net.W2, a1, net.b2))
  const ours = challenge.answer(x, y, net.W1, net.b1, net.W2, net.b2) as Net
  return { net, x, y, a1, p, ours }
}

const lossOf = (net: Net, x: number[], y: number[]) => {
  const p = softmax(affine(net.W2, affine(net.W1, x, net.b1).map(sigmoid), net.b2))
  return -y.reduce((sum, target, k) => sum + target * Math.log(p[k]!), 0)
}
const quotient = (net: Net, x: number[], y: number[], change: (copy: Net, by: number) => void) => {
  const moved = (by: number) => {
    const copy = structuredClone(net)
    change(copy, by)
    return lossOf(copy, x, y)
  }
  return (moved(1e-5) - moved(-1e-5)) / 2e-5
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each(SIZES)('a random network, seed %i, widths %j', (seed, sizes) => {
  test('every gradient is what autodiff gives, and has its parameter’s shape', () => {
    const { net, x, y, ours } = task(seed, sizes)
    const loss = (W1: tf.Tensor, b1: tf.Tensor, W2: tf.Tensor, b2: tf.Tensor) => {
      const hidden = tf.dot(W1, tf.tensor1d(x)).add(b1).sigmoid()
      return tf.tensor1d(y).mul(tf.dot(W2, hidden).add(b2).softmax().log()).sum().neg()
    }
    const at = [tf.tensor2d(net.W1), tf.tensor1d(net.b1), tf.tensor2d(net.W2), tf.tensor1d(net.b2)]
    const automatic = tf.grads(loss)(at)
    for (const [i, key] of (['W1', 'b1', 'W2', 'b2'] as const).entries()) {
      const mine = tf.tensor(ours[key])
      expect(mine.shape).toEqual(at[i]!.shape)
      expect(mine.sub(automatic[i]!).abs().max().dataSync()[0]).toBeLessThan(1e-5)
    }
  })

  test('and what difference quotients give', () => {
    const { net, x, y, ours } = task(seed, sizes)
    for (let i = 0; i < net.W1.length; i++) {
      for (let j = 0; j < x.length; j++)
        expect(quotient(net, x, y, (copy, by) => (copy.W1[i]![j]! += by))).toBeCloseTo(ours.W1[i]![j]!, 6)
      expect(quotient(net, x, y, (copy, by) => (copy.b1[i]! += by))).toBeCloseTo(ours.b1[i]!, 6)
    }
  })

  test('δ₁ = (W₂ᵀδ₂) ⊙ σ′(z₁), δ x ᵀ for weights; dL/dx = W₁ᵀδ₁ has the shape of the input', () => {
    const { net, x, y, a1, p, ours } = task(seed, sizes)
    const delta2 = p.map((value, k) => value - y[k]!)
    const delta1 = a1.map(
      (a, j) => a * (1 - a) * net.W2.reduce((sum, row, k) => sum + row[j]! * delta2[k]!, 0),
    )
    delta1.forEach((value, j) => expect(value).toBeCloseTo(ours.b1[j]!, 8))
    const toInput = x.map((_, j) => net.W1.reduce((sum, row, i) => sum + row[j]! * delta1[i]!, 0))
    const h = 1e-5
    x.forEach((_, j) => {
      const shifted = (by: number) =>
        lossOf(
          net,
          x.map((value, k) => (k === j ? value + by : value)),
          y,
        )
      expect((shifted(h) - shifted(-h)) / (2 * h)).toBeCloseTo(toInput[j]!, 6)
    })
    expect(toInput).toHaveLength(sizes[0])
    expect(ours.W1.flat()).toHaveLength(sizes[0] * sizes[1])
  })

  test('§3.4.4 as printed, with h₁ where x₁σ′ belongs and one output only, is another number', () => {
    const { net, a1, p, ours } = task(seed, sizes)
    const printed = -1 * p[0]! * (1 - p[0]!) * net.W2[0]![0]! * a1[0]!
    expect(Math.abs(printed - ours.W1[0]![0]!)).toBeGreaterThan(1e-3)
  })

  test('outputs that share their weights are equal whatever the input', () => {
    const { net, a1 } = task(seed, sizes)
    const shared = softmax(affine([net.W2[0]!, net.W2[0]!], a1, [0.3, 0.3]))
    expect(shared[0]).toBeCloseTo(0.5, 12)
    expect(shared[1]).toBeCloseTo(0.5, 12)
  })
})

test('of half the squared error with sigmoid outputs δ₂ is (a − y)σ′, not a − y', () => {
  const [z, y] = [
    [0.5, 0.3],
    [0, 1],
  ]
  for (const k of [0, 1]) {
    const loss = (at: number) =>
      z.reduce((sum, value, i) => sum + 0.5 * (sigmoid(i === k ? at : value) - y[i]!) ** 2, 0)
    const measured = (loss(z[k]! + 1e-5) - loss(z[k]! - 1e-5)) / 2e-5
    const a = sigmoid(z[k]!)
    expect(measured).toBeCloseTo((a - y[k]!) * a * (1 - a), 8)
    expect(Math.abs(measured - (a - y[k]!))).toBeGreaterThan(0.2)
  }
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})
