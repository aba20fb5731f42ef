import { einsum, engine, grads, memory, tensor1d, tidy, train } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers'
import type { Sequential } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeTensor } from './tensors'
import { compareBackends, compute, findDifference, openWasm } from './testing'
import { repairWasm } from './wasm'

beforeAll(openWasm)

type Loss = (...inputs: Tensor[]) => Tensor

/** Gradients of the sum of squares, so that the incoming gradient differs from place to place. */
function gradientsOf(f: Loss, shapes: number[][]): Tensor[] {
  return tidy(() => {
    const inputs = shapes.map((shape, i) => makeTensor({ shape, seed: i + 1 }))
    return grads((...given: Tensor[]) => tf.sum(tf.square(f(...given))))(inputs)
  })
}

const ids = (): Tensor =>
  tf.tensor2d(
    [
      [1, 4, 1],
      [0, 2, 4],
    ],
    [2, 3],
    'int32',
  )

const differentiated: Record<string, { f: Loss; shapes: number[][] }> = {
  'conv2d, same, stride 1': {
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
    shapes: [
      [2, 7, 6, 3],
      [3, 3, 3, 9],
    ],
  },
  'conv2d, valid, stride 2': {
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'valid'),
    shapes: [
      [2, 9, 8, 4],
      [3, 2, 4, 8],
    ],
  },
  'conv2d, explicit padding': {
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 2),
    shapes: [
      [1, 5, 5, 2],
      [2, 2, 2, 5],
    ],
  },
  'depthwise, same': {
    f: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
    shapes: [
      [2, 6, 6, 5],
      [3, 3, 5, 2],
    ],
  },
  'depthwise, stride 2': {
    f: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'valid'),
    shapes: [
      [2, 7, 7, 8],
      [3, 3, 8, 1],
    ],
  },
  'max pool of relu': {
    f: (x) => tf.maxPool(tf.relu(x) as tf.Tensor4D, 2, 2, 'valid'),
    shapes: [[2, 6, 6, 5]],
  },
  'average pool, same': { f: (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'), shapes: [[2, 7, 7, 5]] },
  embedding: { f: (table) => tf.gather(table, ids()), shapes: [[6, 5]] },
  'einsum, attention scores': {
    f: (q, k) => einsum('bqhd,bkhd->bhqk', q!, k!),
    shapes: [
      [2, 3, 2, 4],
      [2, 5, 2, 4],
    ],
  },
  'einsum, one term': { f: (a) => einsum('abc->ca', a!), shapes: [[2, 3, 4]] },
  'dense with bias': {
    f: (x, w, b) => tf.relu(tf.add(tf.matMul(x!, w!), b!)),
    shapes: [[7, 11], [11, 9], [9]],
  },
}

describe('gradients on WASM are those of the CPU backend', () => {
  it.each(Object.entries(differentiated))('%s', async (_, { f, shapes }) => {
    expect(await compareBackends(() => gradientsOf(f, shapes))).toBeUndefined()
  })
})

describe('products', () => {
  it('broadcast both batches at once', async () => {
    const a = () => makeTensor({ shape: [2, 1, 3, 4], seed: 1 })
    const b = () => makeTensor({ shape: [5, 4, 2], seed: 2 })
    const tiled = await compute('cpu', () => [
      tidy(() => tf.matMul(tf.broadcastTo(a(), [2, 5, 3, 4]), tf.broadcastTo(b(), [2, 5, 4, 2]))),
    ])
    const broadcast = await compute('wasm', () => [tidy(() => tf.matMul(a(), b()))])
    expect(findDifference(broadcast, tiled)).toBeUndefined()
  })
})

describe('the gradient of einsum', () => {
  it('is that of the same product by matMul', async () => {
    const shapes = [
      [3, 2, 4],
      [3, 4, 5],
    ]
    const byProduct = await compute('cpu', () => gradientsOf((a, b) => tf.matMul(a!, b!), shapes))
    const byEinsum = await compute('wasm', () =>
      gradientsOf((a, b) => einsum('bij,bjk->bik', a!, b!), shapes),
    )
    expect(findDifference(byEinsum, byProduct)).toBeUndefined()
  })

  it('is the same along a label that is summed away', async () => {
    const shapes = [
      [2, 3, 4],
      [4, 5],
    ]
    const byProduct = await compute('cpu', () => gradientsOf((a, b) => tf.matMul(tf.sum(a!, 1), b!), shapes))
    const byEinsum = await compute('wasm', () => gradientsOf((a, b) => einsum('abc,cd->ad', a!, b!), shapes))
    expect(findDifference(byEinsum, byProduct)).toBeUndefined()
  })
})

const seeded = (seed: number) => initializers.glorotNormal({ seed })

const networks: Record<string, { create: () => Sequential; x: () => Tensor; classes: number }> = {
  convolutional: {
    create: () =>
      sequential({
        layers: [
          layers.conv2d({
            filters: 6,
            kernelSize: 3,
            activation: 'relu',
            inputShape: [9, 9, 2],
            kernelInitializer: seeded(1),
          }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.depthwiseConv2d({ kernelSize: 2, depthwiseInitializer: seeded(2) }),
          layers.batchNormalization(),
          layers.flatten(),
          layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(3) }),
        ],
      }),
    x: () => makeTensor({ shape: [32, 9, 9, 2], seed: 5 }),
    classes: 3,
  },
  recurrent: {
    create: () =>
      sequential({
        layers: [
          layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 5, embeddingsInitializer: seeded(1) }),
          layers.lstm({ units: 6, kernelInitializer: seeded(2), recurrentInitializer: seeded(3) }),
          layers.dense({ units: 3, activation: 'softmax', kernelInitializer: seeded(4) }),
        ],
      }),
    x: () => makeTensor({ shape: [32, 5], seed: 5, dtype: 'int32', whole: { from: 0, to: 8 } }),
    classes: 3,
  },
}

interface Trained {
  losses: number[]
  memory: { tensors: number; bytes: number; data: number }[]
}

async function trainOn(backend: 'cpu' | 'wasm', name: string): Promise<Trained> {
  const network = networks[name]
  if (network === undefined) throw new Error(`There is no network ${name}.`)
  await tf.setBackend(backend)
  const model = network.create()
  model.compile({ optimizer: train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  const x = network.x()
  const y = tidy(() =>
    tf.oneHot(
      tensor1d(
        Array.from({ length: 32 }, (_, i) => i % network.classes),
        'int32',
      ),
      network.classes,
    ),
  )
  const trained: Trained = { losses: [], memory: [] }
  for (let epoch = 0; epoch < 4; epoch++) {
    const { history } = await model.fit(x, y, { batchSize: 16, epochs: 1, shuffle: false, verbose: 0 })
    trained.losses.push(Number(history['loss']?.[0]))
    const { numTensors: tensors, numBytes: bytes } = memory()
    trained.memory.push({ tensors, bytes, data: engine().backend.numDataIds() })
  }
  model.dispose()
  tf.dispose([x, y])
  return trained
}

describe('fit', () => {
  it.each(Object.keys(networks))('trains a %s network as the CPU does, in flat memory', async (name) => {
    const expected = await trainOn('cpu', name)
    const actual = await trainOn('wasm', name)
    actual.losses.forEach((loss, i) => expect(loss).toBeCloseTo(expected.losses[i] ?? Number.NaN, 4))
    expect(actual.losses.at(-1)).toBeLessThan(actual.losses[0] ?? 0)
    // The first epoch makes the optimizer's moments; after it nothing is added.
    expect(new Set(actual.memory.slice(1).map((each) => JSON.stringify(each))).size).toBe(1)
  })
})

describe('Adam', () => {
  /** Five floats: four for the vector loop and one for the loop behind it. */
  async function step(gradients: number[][]): Promise<{ weight: number[]; moments: number[] }> {
    await tf.setBackend('wasm')
    const optimizer = train.adam(0.1)
    const weight = tidy(() => tf.variable(tensor1d([1, 1, 1, 1, 1])))
    for (const gradient of gradients) {
      tidy(() => optimizer.applyGradients([{ name: weight.name, tensor: tensor1d(gradient) }]))
    }
    const [iterations, ...moments] = await optimizer.getWeights()
    const result = {
      weight: Array.from(weight.dataSync()),
      moments: moments.flatMap(({ tensor }) => Array.from(tensor.dataSync())),
    }
    tf.dispose([iterations!.tensor])
    optimizer.dispose()
    weight.dispose()
    return result
  }

  it('lets a gradient that is not a number show', async () => {
    const { weight } = await step([[Number.NaN, 0, 0, 0, Number.NaN]])
    expect(weight).toEqual([Number.NaN, 1, 1, 1, Number.NaN])
  })

  it('lets the moments of an idle weight end at zero, not in denormals', async () => {
    const idle = [0, 0, 0, 0, 0]
    const { moments } = await step([[1e-4, 1, 0, 0, 1e-4], ...Array.from({ length: 800 }, () => idle)])
    expect(moments.slice(0, 5)).toEqual(idle)
    expect(moments.every((moment) => moment === 0 || moment > 1e-37)).toBe(true)
  })
})

describe('repairWasm', () => {
  it('may be called again', () => {
    const before = tf.getKernel('BatchMatMul', 'wasm')
    repairWasm()
    expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(before)
  })

  it('keeps the refusals of TF.js', async () => {
    await tf.setBackend('wasm')
    tidy(() => {
      const rows = makeTensor({ shape: [3, 2], seed: 1 })
      expect(() => tf.gather(rows, tensor1d([0, 3], 'int32'))).toThrow('3 is not in [0, 2]')
      expect(() => tf.matMul(rows, rows)).toThrow('must match')
      expect(() => einsum('ij,jk->ik', rows, rows)).toThrow('Expected dimension')
    })
  })
})
