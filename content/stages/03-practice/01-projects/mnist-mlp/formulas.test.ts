/**
 * The lesson's formulas against TF.js and against difference quotients, on random inputs. The formulas it corrects
 * in its source are evaluated too and must disagree: otherwise an erratum would be wrong.
 */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'

const SEEDS = [1, 2, 3, 4, 5]

const normal = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

function largestGap(a: tf.Tensor, b: tf.Tensor): number {
  expect(a.shape).toEqual(b.shape)
  return tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!)
}

/** Central differences in double precision. */
function slope(f: (z: number[]) => number, at: number[]): tf.Tensor1D {
  const h = 1e-5
  return tf.tensor1d(
    at.map((_, j) => {
      const moved = (by: number) => f(at.map((value, k) => (k === j ? value + by : value)))
      return (moved(h) - moved(-h)) / (2 * h)
    }),
  )
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

function softmax(z: number[]): number[] {
  const powers = z.map(Math.exp)
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

const oneHot = (index: number, classes: number) => Array.from({ length: classes }, (_, j) => (j === index ? 1 : 0))

function network(seed: number): tf.Sequential {
  const initializer = (offset: number) => tf.initializers.glorotUniform({ seed: seed + offset })
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [784], units: 128, activation: 'relu', kernelInitializer: initializer(0) }),
      tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: initializer(100) }),
    ],
  })
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('the network', () => {
  test('has 784·128 + 128 + 128·10 + 10 = 101 770 parameters', () => {
    const model = network(1)
    expect(784 * 128 + 128).toBe(100_480)
    expect(128 * 10 + 10).toBe(1_290)
    expect(model.countParams()).toBe(101_770)
    expect(model.getWeights().map((weight) => weight.shape)).toEqual([[784, 128], [128], [128, 10], [10]])
  })

  test.each(SEEDS)('z_l = W_l a_(l−1) + b_l is what predict computes (seed %i)', (seed) => {
    const model = network(seed)
    const [K1, b1, K2, b2] = model.getWeights() as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]
    const x = normal([4, 784], seed)
    // As the formula has it: columns are pictures, W is the transpose of the library's kernel.
    const h = tf.relu(tf.matMul(K1.transpose(), x.transpose()).add(b1.reshape([128, 1])))
    const z2 = tf.matMul(K2.transpose(), h).add(b2.reshape([10, 1]))
    const p = tf.exp(z2).div(tf.exp(z2).sum(0, true)).transpose()
    expect(largestGap(p, model.predict(x) as tf.Tensor)).toBeLessThan(1e-5)
  })

  test('§4.2 as printed, where layer 2 reads x_1, the picture, does not even have matching shapes', () => {
    const [, , K2, b2] = network(1).getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor2D, tf.Tensor1D]
    const x = normal([4, 784], 1) as tf.Tensor2D
    expect(() => x.matMul(K2).add(b2)).toThrow(/784.*128/)
  })

  test('§4.2 as printed is wrong where shapes do match: it leaves the hidden layer out', () => {
    const square = () => tf.layers.dense({ inputShape: [6], units: 6, activation: 'tanh' })
    const model = tf.sequential({ layers: [square(), square()] })
    const [K1, b1, K2, b2] = model.getWeights() as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor1D]
    const x = normal([4, 6], 3) as tf.Tensor2D
    const truth = model.predict(x) as tf.Tensor
    expect(largestGap(x.matMul(K1).add(b1).tanh().matMul(K2).add(b2).tanh(), truth)).toBeLessThan(1e-5)
    expect(largestGap(x.matMul(K2).add(b2).tanh(), truth)).toBeGreaterThan(0.05)
  })

  test('48 000 pictures in batches of 128 are 375 steps', () => {
    expect(60_000 * (1 - 0.2)).toBe(48_000)
    expect(48_000 / 128).toBe(375)
  })
})

describe('the loss', () => {
  const target = (classes: number[]) => tf.tensor2d(classes.map((index) => oneHot(index, 10)))

  test.each(SEEDS)('categorical cross-entropy is −ln p of the right class (seed %i)', (seed) => {
    const classes = [3, 1, 4, 1, 5]
    const p = tf.softmax(normal([5, 10], seed)) as tf.Tensor2D
    const rows = p.arraySync()
    const byHand = tf.tensor1d(classes.map((index, row) => -Math.log(rows[row]![index]!)))
    expect(largestGap(tf.metrics.categoricalCrossentropy(target(classes), p), byHand)).toBeLessThan(1e-5)
  })

  test('even guessing costs ln 10, and 0.325 under the binary loss of §5.2', () => {
    const y = target([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const even = tf.ones([10, 10]).mul(0.1)
    expect(tf.metrics.categoricalCrossentropy(y, even).mean().dataSync()[0]).toBeCloseTo(Math.log(10), 5)
    const binary = -(Math.log(0.1) + 9 * Math.log(0.9)) / 10
    expect(tf.metrics.binaryCrossentropy(y, even).mean().dataSync()[0]).toBeCloseTo(binary, 5)
    expect(binary).toBeCloseTo(0.325, 3)
  })

  test('binary accuracy gives 0.9 to a model that has looked at nothing', () => {
    const y = target([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const blind = tf.ones([10, 10]).mul(0.001)
    expect(tf.metrics.binaryAccuracy(y, blind).mean().dataSync()[0]).toBeCloseTo(0.9, 6)
    expect(tf.metrics.categoricalAccuracy(y, blind).mean().dataSync()[0]).toBeCloseTo(0.1, 6)
  })

  test('the library takes accuracy for binary accuracy under the loss of §5.2', () => {
    const [x, y] = [normal([50, 784], 7), target(Array.from({ length: 50 }, (_, i) => i % 10))]
    const accuracyUnder = (loss: string) => {
      const model = network(7)
      model.compile({ optimizer: 'sgd', loss, metrics: ['accuracy'] })
      return (model.evaluate(x, y) as tf.Scalar[])[1]!.dataSync()[0]!
    }
    expect(accuracyUnder('binaryCrossentropy')).toBeGreaterThan(0.8)
    expect(accuracyUnder('categoricalCrossentropy')).toBeLessThan(0.5)
  })
})

describe('the delta of the output layer', () => {
  const examples = SEEDS.map((seed) => {
    const z = Array.from(normal([10], seed).dataSync())
    return { seed, z, y: oneHot(seed % 10, 10) }
  })
  const minus = (a: number[], y: number[]) => a.map((value, j) => value - y[j]!)

  test.each(examples)('softmax with cross-entropy: p − y (seed $seed)', ({ z, y }) => {
    const measured = slope((at) => -softmax(at).reduce((sum, p, j) => sum + y[j]! * Math.log(p), 0), z)
    expect(largestGap(measured, tf.tensor1d(minus(softmax(z), y)))).toBeLessThan(1e-5)
    const ofLogits = (at: tf.Tensor) => tf.losses.softmaxCrossEntropy(tf.tensor2d([y]), at.reshape([1, 10]))
    const autodiff = tf.grad(ofLogits)
    expect(largestGap(autodiff(tf.tensor1d(z)), measured)).toBeLessThan(1e-5)
  })

  test.each(examples)('sigmoid with binary cross-entropy: a − y (seed $seed)', ({ z, y }) => {
    const loss = (at: number[]) =>
      -at.map(sigmoid).reduce((sum, a, j) => sum + y[j]! * Math.log(a) + (1 - y[j]!) * Math.log(1 - a), 0)
    expect(largestGap(slope(loss, z), tf.tensor1d(minus(z.map(sigmoid), y)))).toBeLessThan(1e-5)
  })

  test.each(examples)('sigmoid with MSE: (a − y) σ′(z), and not a − y as in §4.3 (seed $seed)', ({ z, y }) => {
    const measured = slope((at) => at.map(sigmoid).reduce((sum, a, j) => sum + 0.5 * (a - y[j]!) ** 2, 0), z)
    const a = z.map(sigmoid)
    const right = minus(a, y).map((gap, j) => gap * a[j]! * (1 - a[j]!))
    expect(largestGap(measured, tf.tensor1d(right))).toBeLessThan(1e-5)
    expect(largestGap(measured, tf.tensor1d(minus(a, y)))).toBeGreaterThan(0.1)
  })

  test.each(examples)('W and b of the output layer: δ hᵀ and δ (seed $seed)', ({ seed, y }) => {
    const h = normal([1, 6], seed + 50) as tf.Tensor2D
    const K = normal([6, 10], seed + 60) as tf.Tensor2D
    const b = normal([10], seed + 70) as tf.Tensor1D
    const Y = tf.tensor2d([y])
    const loss = (kernel: tf.Tensor, bias: tf.Tensor) =>
      tf.losses.softmaxCrossEntropy(Y, h.matMul(kernel as tf.Tensor2D).add(bias))
    const [dK, db] = tf.grads(loss)([K, b]) as [tf.Tensor, tf.Tensor]
    const delta = tf.softmax(h.matMul(K).add(b)).sub(Y) as tf.Tensor2D
    expect(largestGap(dK.transpose(), delta.transpose().matMul(h))).toBeLessThan(1e-5)
    expect(largestGap(db, delta.reshape([10]))).toBeLessThan(1e-5)
  })
})

describe('Adam', () => {
  const RATE = 0.001
  const epsilon = 1e-7

  function steps(gradients: number[], corrected: boolean): number[] {
    const [first, second] = [0.9, 0.999]
    let [m, v, theta] = [0, 0, 0]
    return gradients.map((g, i) => {
      m = first * m + (1 - first) * g
      v = second * v + (1 - second) * g * g
      const [mHat, vHat] = corrected ? [m / (1 - first ** (i + 1)), v / (1 - second ** (i + 1))] : [m, v]
      theta -= (RATE * mHat) / (Math.sqrt(vHat) + epsilon)
      return theta
    })
  }

  function librarySteps(gradients: number[]): number[] {
    const optimizer = tf.train.adam(RATE, 0.9, 0.999, epsilon)
    const theta = tf.variable(tf.scalar(0))
    return gradients.map((g) => {
      optimizer.applyGradients([{ name: theta.name, tensor: tf.scalar(g) }])
      return theta.dataSync()[0]!
    })
  }

  test.each(SEEDS)('the five formulas are the library’s steps (seed %i)', (seed) => {
    const gradients = Array.from(normal([20], seed).dataSync())
    const [ours, theirs] = [steps(gradients, true), librarySteps(gradients)]
    for (const [i, value] of theirs.entries()) expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-5)
    expect(Math.abs(theirs[0]! - steps(gradients, false)[0]!)).toBeGreaterThan(1e-3)
  })

  test.each([1e-3, 1, 1e3])('the first step is about η long for a gradient of %f', (gradient) => {
    expect(steps([gradient], true)[0]! / -RATE).toBeCloseTo(1, 3)
    expect(librarySteps([gradient])[0]! / -RATE).toBeCloseTo(1, 2)
  })
})

test('the score of 2 000 pictures has a standard error of √(a(1−a)/2000)', () => {
  // The exact variance of the mean of 2 000 draws that are right with probability a.
  const [n, a] = [2_000, 0.975]
  let [probability, mean, square] = [(1 - a) ** 20, 0, 0]
  // Twenty draws by the binomial sum; the variance of a mean scales with 1 / draws.
  for (let right = 0; right <= 20; right += 1) {
    mean += probability * (right / 20)
    square += probability * (right / 20) ** 2
    probability *= ((20 - right) / (right + 1)) * (a / (1 - a))
  }
  const standardError = Math.sqrt(((square - mean ** 2) * 20) / n)
  expect(standardError).toBeCloseTo(Math.sqrt((a * (1 - a)) / n), 9)
  expect(standardError).toBeCloseTo(0.0035, 4)
})
