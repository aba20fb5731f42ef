import { fc, test } from '@fast-check/vitest'
import * as tf from '@tensorflow/tfjs-core'
import {
  layers as make,
  model as join,
  sequential,
  input,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect } from 'vitest'
import { openWasm } from '../../sandbox/backends/testing'
import { collectWeights } from '../../sandbox/collect'
import { en } from '../../sandbox/words/en'
import { LayerSpec } from '../curriculum/layers'
import { ModelCheckSpec } from '../curriculum/model-check'
import { seededRandom } from '../datasets/split'
import { judgeUpload } from './judge-upload'
import { sizeOf } from './layer-kinds/kind'
import { predict } from './predict'
import { ACTIVATIONS } from '../curriculum/layers'
import { type Draw, drawFrom, drawModel } from './random-model.testing'
import { chain, endsInProbabilities, planModel, type Topology } from './topology'

beforeAll(openWasm)

const SHAPES = [[5], [6, 3], [7, 6, 2]]

const free = (inputShape: number[], output: number[], more: object = {}) =>
  ModelCheckSpec.parse({
    id: 'net',
    kind: 'model',
    variable: 'model',
    input: inputShape,
    output,
    limits: { parameters: 100_000, layers: 60 },
    dataset: 'mnist',
    metric: 'accuracy',
    pass: 0.5,
    ...more,
  })

async function handIn(model: tf.Tensor | unknown) {
  const { values, ...rest } = await collectWeights(model, 'model', en)
  return { ...rest, values: Buffer.from(values).toString('base64') }
}

describe('any model that TF.js builds of known layers', () => {
  test.prop([fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom(...SHAPES)], { numRuns: 120 })(
    'has the shapes, weights, parameters and predictions that we say it has',
    async (seed, shape) => {
      const draw = drawFrom(seededRandom(seed))
      const model = drawModel(draw, shape, 7)
      // Moving averages of a layer that never saw a batch would hide a wrong order.
      for (const layer of model.layers) {
        const mine = layer
          .getWeights()
          .map((weight) => tf.randomUniform(weight.shape, 0.1, 0.9, 'float32', seed))
        if (mine.length > 0) layer.setWeights(mine)
      }
      const output = (model.outputs[0]!.shape as number[]).slice(1)
      const sent = await handIn(model)
      const judged = judgeUpload(free(shape, output), sent)
      if (judged.kind !== 'weights') throw new Error(JSON.stringify(judged.reason))
      const planned = planModel(judged.topology)
      if (planned.kind !== 'planned') throw new Error(planned.reason.code)
      expect(planned.plan.parameters).toBe(model.countParams())
      expect(planned.plan.output).toEqual(output)
      expect(planned.plan.weights.flat()).toEqual(sent.specs.map((one) => one.shape))
      const examples = Float32Array.from({ length: 3 * sizeOf(shape) }, () => draw() * 2 - 1)
      const theirs = tf.tidy(() =>
        (model.predict(tf.tensor(examples, [3, ...shape])) as tf.Tensor).dataSync<'float32'>(),
      )
      const before = tf.memory().numTensors
      const ours = predict({ topology: judged.topology, values: judged.values, examples })
      expect(tf.memory().numTensors).toBe(before)
      expect(ours.length).toBe(theirs.length)
      for (const [index, value] of ours.entries()) expect(value).toBeCloseTo(theirs[index]!, 4)
      model.dispose()
    },
  )

  test('a look-up of ids, masked, with a recurrent layer after it', async () => {
    const model = sequential({
      layers: [
        make.embedding({ inputDim: 9, outputDim: 4, maskZero: true, inputLength: 6 }),
        make.bidirectional({ layer: make.lstm({ units: 3 }) as never }),
        make.dense({ units: 2, activation: 'softmax' }),
      ],
    })
    const judged = judgeUpload(free([6], [2]), await handIn(model))
    if (judged.kind !== 'weights') throw new Error(JSON.stringify(judged.reason))
    const examples = Int32Array.from([1, 2, 8, 0, 0, 0, 4, 4, 1, 5, 0, 0])
    const theirs = tf.tidy(() =>
      (model.predict(tf.tensor(examples, [2, 6], 'int32')) as tf.Tensor).dataSync<'float32'>(),
    )
    const ours = predict({ topology: judged.topology, values: judged.values, examples })
    for (const [index, value] of ours.entries()) expect(value).toBeCloseTo(theirs[index]!, 5)
  })

  test('models inside models are taken apart; a layer used twice is turned away in words', async () => {
    const base = sequential({
      layers: [make.dense({ units: 4, inputShape: [3] }), make.dropout({ rate: 0.1 })],
    })
    const whole = sequential({ layers: [base, make.dense({ units: 2 })] })
    expect(judgeUpload(free([3], [2]), await handIn(whole))).toMatchObject({
      kind: 'weights',
      topology: { nodes: [{ from: [-1] }, { from: [0] }, { from: [1] }] },
    })
    const start = input({ shape: [3] })
    const twice = make.dense({ units: 3 })
    const end = twice.apply(twice.apply(start)) as SymbolicTensor
    await expect(handIn(join({ inputs: start, outputs: end }))).rejects.toThrow('more than once')
  })
})

const anyLayer = (draw: Draw): object => {
  const activation = draw.pick(ACTIVATIONS)
  const size = draw.int(1, 3)
  const rnn = { units: draw.int(1, 4), activation, returnSequences: draw() < 0.5, goBackwards: draw() < 0.3 }
  const window = {
    kernelSize: size,
    strides: draw.int(1, 3),
    padding: draw.pick(['same', 'valid']),
    activation,
  }
  const pool = { poolSize: size, ...(draw() < 0.5 && { strides: draw.int(1, 3) }), padding: window.padding }
  return draw.pick([
    { type: 'dense', units: draw.int(1, 5), activation },
    { type: 'conv2d', filters: draw.int(1, 4), ...window },
    { type: 'conv1d', filters: draw.int(1, 4), ...window },
    { type: 'depthwiseConv2d', depthMultiplier: draw.int(1, 3), ...window },
    { type: 'separableConv2d', filters: draw.int(1, 4), depthMultiplier: draw.int(1, 3), ...window },
    { type: 'maxPooling2d', ...pool },
    { type: 'averagePooling2d', ...pool },
    { type: 'maxPooling1d', ...pool },
    { type: 'averagePooling1d', ...pool },
    { type: draw.pick(['globalMaxPooling2d', 'globalAveragePooling2d']) },
    { type: draw.pick(['globalMaxPooling1d', 'globalAveragePooling1d']) },
    { type: 'flatten' },
    { type: 'reshape', targetShape: [draw.pick([-1, 1, 2, 3]), draw.pick([-1, 1, 2, 3])] },
    { type: 'permute', dims: draw.pick([[1], [2, 1], [3, 1, 2]]) },
    { type: draw.pick(['dropout', 'batchNormalization', 'layerNormalization', 'reLU', 'leakyReLU', 'elu']) },
    { type: 'softmax' },
    { type: 'activation', activation },
    { type: draw.pick(['simpleRNN', 'lstm', 'gru']), ...rnn },
    { type: 'bidirectional', layer: { type: draw.pick(['simpleRNN', 'lstm', 'gru']), ...rnn } },
    { type: 'timeDistributed', layer: { type: 'dense', units: 2, activation } },
    { type: 'rescaling', scale: 2 },
    {
      type: 'zeroPadding2d',
      padding: [
        [1, 0],
        [2, 1],
      ],
    },
    { type: 'embedding', inputDim: 4, outputDim: 2 },
    { type: draw.pick(['add', 'average', 'multiply', 'maximum', 'minimum']) },
    { type: 'concatenate', axis: draw.int(-1, 4) },
  ])
}

describe('any model that we plan', () => {
  test.prop([fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom(...SHAPES)], { numRuns: 300 })(
    'can be built and predicts as many numbers as planned, whatever a browser makes up',
    (seed, shape) => {
      const draw = drawFrom(seededRandom(seed))
      const nodes: Topology['nodes'] = []
      // Layers that cannot follow are dropped one by one: what is left is all that we claim to be able to build.
      for (let tries = 0; tries < 60; tries++) {
        const layer = LayerSpec.parse(anyLayer(draw))
        const two = ['add', 'average', 'multiply', 'maximum', 'minimum', 'concatenate'].includes(layer.type)
        const latest = nodes.length - 1
        const from = two ? [latest, draw.int(-1, Math.max(-1, latest))] : [latest]
        if (planModel({ input: shape, nodes: [...nodes, { layer, from }] }).kind === 'planned') {
          nodes.push({ layer, from })
        }
      }
      const topology = { input: shape, nodes }
      const planned = planModel(topology)
      if (planned.kind !== 'planned') throw new Error(planned.reason.code)
      const values = Float32Array.from({ length: planned.plan.parameters }, () => draw())
      const isLookUp = nodes[0]!.layer.type === 'embedding'
      const examples = isLookUp
        ? Int32Array.from({ length: 2 * sizeOf(shape) }, () => draw.int(0, 3))
        : Float32Array.from({ length: 2 * sizeOf(shape) }, () => draw())
      expect(predict({ topology, values, examples }).length).toBe(2 * sizeOf(planned.plan.output))
    },
  )
})

const layers = (...specs: object[]): LayerSpec[] => specs.map((spec) => LayerSpec.parse(spec))
const planOf = (shape: number[], ...specs: object[]) =>
  planModel({ input: shape, nodes: chain(layers(...specs)) })

describe('a model that costs too much is refused before it is built', () => {
  const cases: [string, Topology | ReturnType<typeof planOf>, string][] = [
    ['too many weights', planOf([4096], { type: 'dense', units: 4096 }), 'parameters'],
    [
      'a layer of many numbers',
      planOf([512, 512, 1], { type: 'conv2d', filters: 64, kernelSize: 1, padding: 'same' }),
      'layer-size',
    ],
    [
      'many products',
      planOf([64, 64, 64], { type: 'conv2d', filters: 64, kernelSize: 3, padding: 'same' }),
      'work',
    ],
    [
      'much elementwise arithmetic',
      planModel({
        input: [28, 28, 1],
        nodes: [
          { type: 'conv2d', filters: 2048, kernelSize: 1 },
          ...Array.from({ length: 26 }, () => ({ type: 'activation', activation: 'mish' })),
        ].map((layer, index) => ({ layer: LayerSpec.parse(layer), from: [index - 1] })),
      }),
      'work',
    ],
    ['a long recurrence', planOf([20_000, 1], { type: 'simpleRNN', units: 1 }), 'work'],
    [
      'a window larger than the picture',
      planOf([2, 2, 1], { type: 'maxPooling2d', poolSize: 3 }),
      'layer-input',
    ],
    [
      'a shape that does not come out even',
      planOf([7], { type: 'reshape', targetShape: [2, -1] }),
      'layer-input',
    ],
    ['another rank', planOf([7], { type: 'conv2d', filters: 1, kernelSize: 1 }), 'layer-input'],
    ['one branch to join', planOf([7], { type: 'add' }), 'layer-input'],
    [
      'a look-up of what is no id',
      planOf([7], { type: 'dense', units: 3 }, { type: 'embedding', inputDim: 4, outputDim: 2 }),
      'embedding-place',
    ],
  ]
  test.each(cases)('%s', (_, planned, code) => {
    expect(planned).toMatchObject({ kind: 'refused', reason: { code } })
  })

  test('circles, forward references and loose ends', () => {
    const [one] = layers({ type: 'dense', units: 2 })
    const [sum] = layers({ type: 'add' })
    const plan = (...nodes: Topology['nodes']) => planModel({ input: [2], nodes })
    expect(plan({ layer: one!, from: [0] })).toMatchObject({ reason: { code: 'layer-order' } })
    expect(plan({ layer: one!, from: [1] }, { layer: one!, from: [0] })).toMatchObject({
      reason: { code: 'layer-order' },
    })
    expect(plan({ layer: one!, from: [-1] }, { layer: one!, from: [-1] })).toMatchObject({
      reason: { code: 'layer-unused', data: { layer: 1 } },
    })
    expect(plan({ layer: one!, from: [-1] }, { layer: sum!, from: [-1, 0] })).toMatchObject({
      kind: 'planned',
    })
  })
})

test('probabilities are told from logits by the last layer that computes', () => {
  const ends = (...specs: object[]) => endsInProbabilities({ input: [3], nodes: chain(layers(...specs)) })
  expect(ends({ type: 'dense', units: 2, activation: 'softmax' })).toBe(true)
  expect(ends({ type: 'dense', units: 2 }, { type: 'activation', activation: 'sigmoid' })).toBe(true)
  expect(ends({ type: 'dense', units: 2 }, { type: 'softmax' }, { type: 'flatten' })).toBe(true)
  expect(ends({ type: 'dense', units: 2 })).toBe(false)
  expect(ends({ type: 'flatten' })).toBe(false)
})
