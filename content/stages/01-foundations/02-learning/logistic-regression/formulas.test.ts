/** The gradient of logistic regression against autodiff; both sources' formulas are evaluated and must disagree. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './logistic-gradient.challenge'

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)
const largest = (a: tf.Tensor, b: tf.Tensor) => {
  expect(a.shape).toEqual(b.shape)
  return a.sub(b).abs().max().dataSync()[0]!
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const task = () => {
    const X = normal([30, 4], seed) as tf.Tensor2D
    const y = tf.tensor1d(Array.from({ length: 30 }, (_, i) => (i * seed) % 2))
    const w = normal([4], seed + 10) as tf.Tensor1D
    const p = X.dot(w).sigmoid()
    return { X, y, w, p, slope: p.mul(tf.sub(1, p)) }
  }
  const crossEntropy =
    ({ X, y }: ReturnType<typeof task>) =>
    (w: tf.Tensor) => {
      const p = X.dot(w).sigmoid()
      return y
        .mul(p.log())
        .add(tf.sub(1, y).mul(tf.sub(1, p).log()))
        .mean()
        .neg()
    }

  test('it is Xᵀ(p − y)/n, in the challenge’s reference too', () => {
    const given = task()
    const { X, y, w, p } = given
    const truth = tf.grad(crossEntropy(given))(w)
    expect(largest(X.transpose().dot(p.sub(y)).div(30), truth)).toBeLessThan(1e-5)
    const reference = challenge.answer(X.arraySync(), y.arraySync(), w.arraySync(), 0) as {
      w: number[]
      b: number
    }
    expect(largest(tf.tensor1d(reference.w), truth)).toBeLessThan(1e-5)
    expect(reference.b).toBeCloseTo(p.sub(y).mean().dataSync()[0]!, 5)
  })

  test('with a factor p(1 − p), as in §4.3, it is the gradient of half the squared error instead', () => {
    const given = task()
    const { X, y, w, p, slope } = given
    const printed = X.transpose().dot(p.sub(y).mul(slope)).div(30)
    const squared = (weights: tf.Tensor) => X.dot(weights).sigmoid().sub(y).square().mean().mul(0.5)
    expect(largest(printed, tf.grad(squared)(w))).toBeLessThan(1e-5)
    expect(largest(printed, tf.grad(crossEntropy(given))(w))).toBeGreaterThan(0.02)
  })

  test('−Σ (y − p)/(p(1 − p)), as in §4.2, is ∂L/∂p summed: a number where a vector is due', () => {
    const given = task()
    const { y, w, p, slope } = given
    const ofP = tf.grad((q) =>
      y
        .mul(q.log())
        .add(tf.sub(1, y).mul(tf.sub(1, q).log()))
        .sum()
        .neg(),
    )(p)
    const printed = y.sub(p).div(slope).sum().neg()
    expect(printed.dataSync()[0]! / ofP.sum().dataSync()[0]!).toBeCloseTo(1, 3)
    expect(printed.shape).not.toEqual(tf.grad(crossEntropy(given))(w).shape)
  })

  test('two classes with parameters of their own are σ((θ_A − θ_B)ᵀx)', () => {
    const { X } = task()
    const [thetaA, thetaB] = [normal([4], seed + 20), normal([4], seed + 30)]
    const classes = tf.stack([X.dot(thetaA), X.dot(thetaB)], 1).softmax()
    const first = classes.slice([0, 0], [30, 1]).squeeze([1])
    expect(largest(first, X.dot(thetaA.sub(thetaB)).sigmoid())).toBeLessThan(1e-5)
  })

  test('z is the logarithm of the odds', () => {
    const { p, slope } = task()
    const given = task()
    const z = given.X.dot(given.w)
    expect(largest(p.div(tf.sub(1, p)).log(), z)).toBeLessThan(1e-3)
    // And the slope of the sigmoid is p(1 − p).
    expect(largest(tf.grad((at) => at.sigmoid().sum())(z), slope)).toBeLessThan(1e-5)
  })
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})

test('300 steps at a rate of 1 reach a loss of 0.32, and nobody can be right more often than 84.4 %', () => {
  const X = normal([1000, 10], 1) as tf.Tensor2D
  const scores = X.dot(tf.tensor1d([2, -1.5, 1, -1, 0.8, 0.5, -0.5, 0, 0, 0])).add(-0.5)
  const y = scores
    .sigmoid()
    .greater(tf.randomUniform([1000], 0, 1, 'float32', 2))
    .toFloat()
  expect(scores.greater(0).toFloat().equal(y).toFloat().mean().dataSync()[0]).toBeCloseTo(0.844, 3)
  const [trainX, trainY] = [X.slice([0, 0], [800, 10]), y.slice([0], [800])]
  let w: tf.Tensor = tf.zeros([10])
  let b: tf.Tensor = tf.scalar(0)
  for (let step = 0; step < 300; step++) {
    const error = trainX.dot(w).add(b).sigmoid().sub(trainY)
    w = w.sub(trainX.transpose().dot(error).div(800))
    b = b.sub(error.mean())
  }
  expect(tf.losses.logLoss(trainY, trainX.dot(w).add(b).sigmoid()).dataSync()[0]).toBeCloseTo(0.3215, 2)
})
