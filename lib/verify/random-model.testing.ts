/** Models as TF.js builds them, drawn at random: layers of every kind that fit the shapes at hand, with branches. */
import { input, layers as make, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { ACTIVATIONS } from '../curriculum/layers'

type Layer = make.Layer
export type Draw = { (): number; pick<T>(list: readonly T[]): T; int(from: number, to: number): number }

export function drawFrom(numbers: () => number): Draw {
  const draw = (() => numbers()) as Draw
  draw.int = (from, to) => from + Math.floor(draw() * (to - from + 1))
  draw.pick = (list) => list[draw.int(0, list.length - 1)]!
  return draw
}

const anyRank = (draw: Draw): (() => Layer)[] => [
  () => make.dense({ units: draw.int(1, 6), activation: draw.pick(ACTIVATIONS), useBias: draw() < 0.8 }),
  () => make.dropout({ rate: draw() * 0.9 }),
  () => make.gaussianNoise({ stddev: 0.3 }),
  () => make.batchNormalization({ center: draw() < 0.8, scale: draw() < 0.8, epsilon: 0.01 }),
  () => make.layerNormalization({ center: draw() < 0.8, scale: draw() < 0.8 }),
  () => make.activation({ activation: draw.pick(ACTIVATIONS) }),
  () => make.reLU(draw() < 0.5 ? {} : { maxValue: 1 }),
  () => make.leakyReLU({ alpha: 0.2 }),
  () => make.elu(),
  () => make.softmax({ axis: -1 }),
]

const recurrent = (draw: Draw, returnSequences: boolean) => {
  const settings = {
    units: draw.int(1, 4),
    returnSequences,
    goBackwards: draw() < 0.2,
    useBias: draw() < 0.8,
  }
  return draw.pick([
    () => make.simpleRNN(settings),
    () => make.gru(settings),
    () => make.lstm({ ...settings, recurrentActivation: draw.pick(['sigmoid', 'hardSigmoid'] as const) }),
  ])()
}

const sequences = (draw: Draw): (() => Layer)[] => [
  () => recurrent(draw, draw() < 0.5),
  () =>
    make.bidirectional({
      layer: recurrent(draw, draw() < 0.5) as never,
      mergeMode: draw.pick(['concat', 'sum', 'mul', 'ave'] as const),
    }),
  () =>
    make.conv1d({
      filters: draw.int(1, 4),
      kernelSize: draw.int(1, 3),
      strides: draw.int(1, 2),
      padding: 'same',
    }),
  () => make.maxPooling1d({ poolSize: 2, padding: 'same' }),
  () => make.averagePooling1d({ poolSize: 2, strides: 1, padding: 'same' }),
  () => make.globalMaxPooling1d({}),
  () => make.globalAveragePooling1d(),
  () => make.timeDistributed({ layer: make.dense({ units: draw.int(1, 4) }) }),
  () => make.permute({ dims: [2, 1] }),
  () => make.spatialDropout1d({ rate: 0.3 } as never),
]

const pictures = (draw: Draw): (() => Layer)[] => {
  const window = () => ({
    kernelSize: draw() < 0.5 ? draw.int(1, 3) : ([draw.int(1, 3), draw.int(1, 3)] as [number, number]),
    strides: draw.int(1, 2),
    padding: draw.pick(['same', 'valid'] as const),
    activation: draw.pick(ACTIVATIONS),
    useBias: draw() < 0.8,
  })
  return [
    () => make.conv2d({ filters: draw.int(1, 5), ...window() }),
    () => make.depthwiseConv2d({ depthMultiplier: draw.int(1, 2), ...window(), strides: 1 }),
    () => make.separableConv2d({ filters: draw.int(1, 4), depthMultiplier: draw.int(1, 2), ...window() }),
    () => make.maxPooling2d({ poolSize: draw.int(1, 2), padding: draw.pick(['same', 'valid'] as const) }),
    () => make.averagePooling2d({ poolSize: [2, 1], strides: 1, padding: 'same' }),
    () => make.globalMaxPooling2d({}),
    () => make.globalAveragePooling2d({}),
    () => make.zeroPadding2d({ padding: [1, 2] }),
    () => make.rescaling({ scale: 0.5, offset: 0.1 }),
  ]
}

/** Two branches from here and back together. */
function branch(draw: Draw, from: SymbolicTensor): SymbolicTensor {
  const units = draw.int(1, 5)
  const ends = [0, 1].map(
    () => make.dense({ units, activation: draw.pick(ACTIVATIONS) }).apply(from) as SymbolicTensor,
  )
  const join = draw.pick([
    () => make.add(),
    () => make.average(),
    () => make.multiply(),
    () => make.maximum(),
    () => make.minimum(),
    () => make.concatenate({ axis: draw.pick([-1, 1]) }),
  ])()
  return join.apply(ends) as SymbolicTensor
}

/** A model of one to `most` steps. Steps that a shape cannot take are drawn again. */
export function drawModel(draw: Draw, shape: number[], most: number): LayersModel {
  const start = input({ shape })
  let at: SymbolicTensor = start
  const steps = draw.int(1, most)
  for (let step = 0; step < steps;) {
    const rank = at.shape.length - 1
    const kinds = [
      ...anyRank(draw),
      ...(rank > 1 ? [() => make.flatten()] : []),
      ...(rank === 2 ? sequences(draw) : []),
      ...(rank === 3 ? [...pictures(draw), ...pictures(draw)] : []),
    ]
    const next = draw() < 0.15 ? branch(draw, at) : (draw.pick(kinds)().apply(at) as SymbolicTensor)
    if (next.shape.slice(1).some((length) => length === null || length < 1)) continue
    at = next
    step += 1
  }
  return model({ inputs: start, outputs: at })
}
