/**
 * The layers that the server is willing to build: a closed union. A member's `type` is its factory in `tf.layers`, and
 * its fields are that factory's, named as `layer.getConfig()` names them, with TF.js's defaults. What each takes and
 * costs stands in `lib/verify/layer-kinds`; a member without an entry there is a type error.
 */
import { z } from 'zod'

/** As TF.js names them. */
export const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'elu',
  'selu',
  'sigmoid',
  'hardSigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'mish',
  'gelu',
  'tanh',
] as const
const Activation = z.enum(ACTIVATIONS)

const Units = z.int().min(1).max(4096)
const Small = z.int().min(1).max(64)
/** One number stands for both directions, as in TF.js. */
const Pair = z
  .union([Small, z.tuple([Small, Small])])
  .transform((given): [number, number] => (typeof given === 'number' ? [given, given] : given))
const Single = z
  .union([Small, z.tuple([Small])])
  .transform((given) => (typeof given === 'number' ? given : given[0]))
const Padding = z.enum(['valid', 'same'])
const Pad = z.int().min(0).max(16)
const Finite = z.number().min(-1e6).max(1e6)

const DenseSpec = z.strictObject({
  type: z.literal('dense'),
  units: Units,
  activation: Activation.default('linear'),
  useBias: z.boolean().default(true),
})

const convolved = {
  kernelSize: Pair,
  strides: Pair.default([1, 1]),
  padding: Padding.default('valid'),
  activation: Activation.default('linear'),
  useBias: z.boolean().default(true),
}
/** Without strides a window moves by its own size. */
const pooled2d = {
  poolSize: Pair.default([2, 2]),
  strides: Pair.optional(),
  padding: Padding.default('valid'),
}
const pooled1d = {
  poolSize: Single.default(2),
  strides: Single.optional(),
  padding: Padding.default('valid'),
}
const normalized = {
  epsilon: z.number().positive().max(1).default(1e-3),
  center: z.boolean().default(true),
  scale: z.boolean().default(true),
}
const recurrent = {
  units: z.int().min(1).max(1024),
  activation: Activation.default('tanh'),
  useBias: z.boolean().default(true),
  returnSequences: z.boolean().default(false),
  goBackwards: z.boolean().default(false),
}
const gated = { ...recurrent, recurrentActivation: Activation.default('hardSigmoid') }

const RecurrentSpec = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('simpleRNN'), ...recurrent }),
  z.strictObject({ type: z.literal('lstm'), ...gated }),
  z.strictObject({ type: z.literal('gru'), ...gated }),
])
export type RecurrentSpec = z.infer<typeof RecurrentSpec>

export const LayerSpec = z.discriminatedUnion('type', [
  DenseSpec,
  z.strictObject({ type: z.literal('conv2d'), filters: Units, ...convolved }),
  z.strictObject({
    type: z.literal('conv1d'),
    filters: Units,
    ...convolved,
    kernelSize: Single,
    strides: Single.default(1),
  }),
  z.strictObject({ type: z.literal('depthwiseConv2d'), depthMultiplier: Small.default(1), ...convolved }),
  z.strictObject({
    type: z.literal('separableConv2d'),
    filters: Units,
    depthMultiplier: Small.default(1),
    ...convolved,
  }),
  z.strictObject({ type: z.literal('maxPooling2d'), ...pooled2d }),
  z.strictObject({ type: z.literal('averagePooling2d'), ...pooled2d }),
  z.strictObject({ type: z.literal('maxPooling1d'), ...pooled1d }),
  z.strictObject({ type: z.literal('averagePooling1d'), ...pooled1d }),
  z.strictObject({ type: z.literal('globalMaxPooling2d') }),
  z.strictObject({ type: z.literal('globalAveragePooling2d') }),
  z.strictObject({ type: z.literal('globalMaxPooling1d') }),
  z.strictObject({ type: z.literal('globalAveragePooling1d') }),
  z.strictObject({ type: z.literal('flatten') }),
  /** One length may be −1: whatever is left. */
  z.strictObject({
    type: z.literal('reshape'),
    targetShape: z
      .array(z.int().min(-1).max(4_000_000).nullable())
      .min(1)
      .max(4)
      .transform((shape) => shape.map((length) => length ?? -1)),
  }),
  z.strictObject({ type: z.literal('permute'), dims: z.array(z.int().min(1).max(4)).min(1).max(4) }),
  /** Any layer that only disturbs training; nothing is left of it in a prediction. */
  z.strictObject({ type: z.literal('dropout'), rate: z.number().min(0).max(1).default(0.5) }),
  z.strictObject({ type: z.literal('batchNormalization'), ...normalized }),
  z.strictObject({ type: z.literal('layerNormalization'), ...normalized }),
  z.strictObject({ type: z.literal('activation'), activation: Activation }),
  z.strictObject({ type: z.literal('reLU'), maxValue: Finite.optional() }),
  z.strictObject({ type: z.literal('leakyReLU'), alpha: Finite.default(0.3) }),
  /** TF.js knows no other slope yet. */
  z.strictObject({ type: z.literal('elu'), alpha: z.literal(1).default(1) }),
  z.strictObject({ type: z.literal('softmax') }),
  z.strictObject({
    type: z.literal('embedding'),
    inputDim: z.int().min(1).max(1_000_000),
    outputDim: Units,
    maskZero: z.boolean().default(false),
  }),
  ...RecurrentSpec.options,
  z.strictObject({
    type: z.literal('bidirectional'),
    layer: RecurrentSpec,
    mergeMode: z.enum(['concat', 'sum', 'mul', 'ave']).default('concat'),
  }),
  z.strictObject({ type: z.literal('timeDistributed'), layer: DenseSpec }),
  z.strictObject({ type: z.literal('rescaling'), scale: Finite, offset: Finite.default(0) }),
  z.strictObject({
    type: z.literal('zeroPadding2d'),
    /** Above and below, left and right. */
    padding: z.tuple([z.tuple([Pad, Pad]), z.tuple([Pad, Pad])]),
  }),
  z.strictObject({ type: z.literal('add') }),
  z.strictObject({ type: z.literal('average') }),
  z.strictObject({ type: z.literal('multiply') }),
  z.strictObject({ type: z.literal('maximum') }),
  z.strictObject({ type: z.literal('minimum') }),
  /** Counted with the batch as axis 0; −1 is the last. TF.js takes other negative numbers for −1 when it computes. */
  z.strictObject({ type: z.literal('concatenate'), axis: z.int().min(-1).max(4).default(-1) }),
])
export type LayerSpec = z.infer<typeof LayerSpec>
export type LayerType = LayerSpec['type']
export type LayerOf<T extends LayerType> = Extract<LayerSpec, { type: T }>
