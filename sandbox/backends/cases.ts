/** Random arguments for every kernel of the registry, for its property test. */
import { backend_util } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { KernelName } from './registry'
import type { TensorSpec } from './tensors'
import type { KernelCase } from './testing'

const seed = fc.nat(1e6)
const side = fc.integer({ min: 0, max: 40 })
const few = (min: number, max: number) => fc.integer({ min, max })

const spec = (shape: number[], from: number, more: Partial<TensorSpec> = {}): TensorSpec => ({
  shape,
  seed: from,
  ...more,
})

/**
 * Batches of which one broadcasts to the other along leading axes, as ones or by absence. TF.js's CPU kernel
 * is wrong for other broadcasts, so those are tested against tiled operands in `training.test.ts`.
 */
const batches = fc
  .record({
    full: fc.array(few(1, 3), { maxLength: 2 }),
    ones: few(0, 2),
    isDropped: fc.boolean(),
    isSwapped: fc.boolean(),
  })
  .map(({ full, ones, isDropped, isSwapped }) => {
    const rest = full.slice(Math.min(ones, full.length))
    const short = isDropped ? rest : full.map((size, axis) => (axis < ones ? 1 : size))
    return isSwapped ? { a: short, b: full } : { a: full, b: short }
  })

const product = fc
  .record({
    m: side,
    n: side,
    k: side,
    batch: batches,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    seed,
  })
  .map(({ m, n, k, batch, transposeA, transposeB, seed: from }) => ({
    a: spec([...batch.a, ...(transposeA ? [k, m] : [m, k])], from),
    b: spec([...batch.b, ...(transposeB ? [n, k] : [k, n])], from + 1),
    n,
    transposeA,
    transposeB,
  }))

/** Sizes past the blocks of the product, where its loops over blocks begin to matter. */
const large = fc
  .record({
    m: few(90, 110),
    n: few(505, 530),
    k: few(250, 270),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .map(({ m, n, k, transposeA, transposeB }) => ({
    a: spec(transposeA ? [1, k, m] : [1, m, k], 1),
    b: spec(transposeB ? [1, n, k] : [1, k, n], 2),
    n,
    transposeA,
    transposeB,
  }))

const products = fc.oneof({ weight: 40, arbitrary: product }, { weight: 1, arbitrary: large })

const padding = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const),
  few(0, 2),
  fc.tuple(few(0, 2), few(0, 2), few(0, 2), few(0, 2)).map(([t, b, l, r]): backend_util.ExplicitPadding => [
    [0, 0],
    [t, b],
    [l, r],
    [0, 0],
  ]),
)

const pair = (min: number, max: number) => fc.tuple(few(min, max), few(min, max))

interface Window {
  n: number
  image: [number, number]
  c: number
  oc: number
  filter: [number, number]
  strides: [number, number]
  dilations: [number, number]
  pad: 'same' | 'valid' | number | backend_util.ExplicitPadding
  seed: number
}

const windows = fc.record<Window>({
  n: few(1, 3),
  image: pair(1, 10),
  c: few(1, 9),
  oc: few(1, 19),
  filter: pair(1, 4),
  strides: pair(1, 3),
  dilations: pair(1, 2),
  pad: padding,
  seed,
})

/** Convolution shapes of a window; `multiplier` for depthwise. Windows with no output pixel are left out. */
const convolutions = (isDilated: boolean, multiplier?: fc.Arbitrary<number>) =>
  fc
    .tuple(windows, multiplier ?? fc.constant(0))
    .map(([window, m]) => {
      const dilations =
        isDilated && Math.max(...window.strides) === 1 ? window.dilations : ([1, 1] as [number, number])
      const x: [number, number, number, number] = [window.n, ...window.image, window.c]
      const filter: [number, number, number, number] = [...window.filter, window.c, m === 0 ? window.oc : m]
      const { strides, pad } = window
      const info = backend_util.computeConv2DInfo(x, filter, strides, dilations, pad, undefined, m !== 0)
      return { x, filter, info, attrs: { strides, dilations, pad, dataFormat: 'NHWC' }, seed: window.seed }
    })
    .filter(({ info }) => info.outHeight > 0 && info.outWidth > 0)

const pools = windows
  .map(({ n, image, c, filter, strides, pad, seed: from }) => {
    const shape: [number, number, number, number] = [n, ...image, c]
    const info = backend_util.computePool2DInfo(shape, filter, strides, 1, pad)
    return { shape, info, attrs: { filterSize: filter, strides, pad }, seed: from }
  })
  .filter(({ info }) => info.outHeight > 0 && info.outWidth > 0)

const shapes = (maxRank: number, minRank = 0) =>
  fc.array(few(0, 5), { minLength: minRank, maxLength: maxRank })
const dtype = fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const)
/** Few values, so that a window's maximum is often shared and a relu often sits at zero. */
const ties = { from: -2, to: 2 }

const gathers = fc
  .record({
    x: fc.array(few(1, 5), { minLength: 1, maxLength: 4 }),
    count: few(0, 6),
    isBatched: fc.boolean(),
    seed,
  })
  .chain(({ x, count, isBatched, seed: from }) => {
    const batchDims = isBatched && x.length > 1 ? 1 : 0
    return fc.record({ axis: few(batchDims, x.length - 1), dtype, rank: few(1, 2) }).map((more) => {
      const whole = { from: 0, to: (x[more.axis] ?? 1) - 1 }
      const shape = batchDims === 1 ? [x[0] ?? 1, count] : more.rank === 1 ? [count] : [2, count]
      return {
        inputs: {
          x: spec(x, from, { dtype: more.dtype }),
          indices: spec(shape, from + 1, { dtype: 'int32', whole }),
        },
        attrs: { axis: more.axis, batchDims },
      }
    })
  })

const slices = fc.record({ shape: shapes(5, 1), dtype, seed }).chain(({ shape, dtype: type, seed: from }) =>
  fc.tuple(...shape.map((length) => fc.tuple(few(0, length), few(0, length)))).map((ends) => ({
    inputs: { x: spec(shape, from, { dtype: type }) },
    attrs: {
      begin: ends.map(([a, b]) => Math.min(a, b)),
      size: ends.map(([a, b]) => Math.abs(a - b)),
    },
  })),
)

const sums = fc
  .record({
    shape: fc.oneof(shapes(4, 1), fc.tuple(few(1, 3), few(250, 600), few(1, 40))),
    keepDims: fc.boolean(),
    seed,
  })
  .chain(({ shape, keepDims, seed: from }) =>
    fc
      .record({
        axis: fc.subarray(
          shape.map((_, axis) => axis),
          { minLength: 1 },
        ),
        dtype,
      })
      .map((more) => ({
        inputs: { x: spec(shape, from, { dtype: more.dtype === 'bool' ? 'float32' : more.dtype }) },
        attrs: { axis: more.axis, keepDims },
      })),
  )

/** Equations of one or two terms over up to five labels, the output any of them in any order. */
const equations = fc
  .record({
    sizes: fc.tuple(few(1, 4), few(1, 4), few(1, 4), few(1, 4), few(1, 4)),
    isPair: fc.boolean(),
    seed,
  })
  .chain(({ sizes, isPair, seed: from }) => {
    const labels = [...'abcde']
    const term = fc.shuffledSubarray(labels, { minLength: 1, maxLength: 4 })
    return fc.tuple(term, term).chain(([a, b]) => {
      const terms = isPair ? [a, b] : [a]
      const used = [...new Set(terms.flat())]
      return fc
        .tuple(fc.shuffledSubarray(used), fc.constantFrom('float32' as const, 'int32' as const))
        .map(([output, type]): KernelCase => ({
          inputs: Object.fromEntries(
            terms.map((names, i) => {
              const shape = names.map((label) => sizes[labels.indexOf(label)] ?? 1)
              return [i, spec(shape, from + i, { dtype: type })]
            }),
          ),
          attrs: { equation: `${terms.map((names) => names.join('')).join(',')}->${output.join('')}` },
        }))
    })
  })

const elementShapes = fc.record({ shape: shapes(4), keep: few(0, 4), dtype, seed })

export const cases = {
  Add: elementShapes.map(({ shape, keep, dtype: type, seed: from }) => ({
    inputs: {
      a: spec(shape, from, { dtype: type === 'bool' ? 'float32' : type }),
      b: spec(shape.slice(Math.min(keep, shape.length)), from + 1, {
        dtype: type === 'bool' ? 'float32' : type,
      }),
    },
    attrs: {},
  })),
  AvgPoolGrad: pools.map(({ shape, info, attrs, seed: from }) => ({
    inputs: { dy: spec(info.outShape, from), input: spec(shape, from + 1) },
    attrs,
  })),
  BatchMatMul: products.map(({ a, b, transposeA, transposeB }) => ({
    inputs: { a, b },
    attrs: { transposeA, transposeB },
  })),
  Cast: fc
    .record({ shape: shapes(3), from: dtype, to: dtype, seed })
    .map(({ shape, from, to, seed: start }) => ({
      inputs: { x: spec(shape, start, { dtype: from }) },
      attrs: { dtype: to },
    })),
  ClipByValue: fc
    .record({ shape: shapes(3), dtype: fc.constantFrom('float32', 'int32'), low: few(-3, 0), seed })
    .map(({ shape, dtype: type, low, seed: from }) => ({
      inputs: { x: spec(shape, from, { dtype: type }) },
      attrs: { clipValueMin: low, clipValueMax: low + 1 },
    })),
  Conv2D: convolutions(true).map(({ x, filter, attrs, seed: from }) => ({
    inputs: { x: spec(x, from), filter: spec(filter, from + 1) },
    attrs,
  })),
  Conv2DBackpropFilter: convolutions(false).map(({ x, filter, info, attrs, seed: from }) => ({
    inputs: { x: spec(x, from), dy: spec(info.outShape, from + 1) },
    attrs: { ...attrs, filterShape: filter },
  })),
  Conv2DBackpropInput: convolutions(false).map(({ x, filter, info, attrs, seed: from }) => ({
    inputs: { dy: spec(info.outShape, from), filter: spec(filter, from + 1) },
    attrs: { ...attrs, inputShape: x },
  })),
  DepthwiseConv2dNativeBackpropFilter: convolutions(false, few(1, 3)).map(
    ({ x, filter, info, attrs, seed: from }) => ({
      inputs: { x: spec(x, from), dy: spec(info.outShape, from + 1) },
      attrs: { ...attrs, filterShape: filter },
    }),
  ),
  DepthwiseConv2dNativeBackpropInput: convolutions(false, few(1, 3)).map(
    ({ x, filter, info, attrs, seed: from }) => ({
      inputs: { dy: spec(info.outShape, from), filter: spec(filter, from + 1) },
      attrs: { ...attrs, inputShape: x },
    }),
  ),
  Einsum: equations,
  FusedConv2D: fc
    .tuple(convolutions(true), fc.boolean(), fc.constantFrom('linear', 'relu'))
    .map(([{ x, filter, info, attrs, seed: from }, isBiased, activation]) => ({
      inputs: {
        x: spec(x, from),
        filter: spec(filter, from + 1),
        ...(isBiased ? { bias: spec([info.outChannels], from + 2) } : {}),
      },
      attrs: { ...attrs, activation },
    })),
  GatherV2: gathers,
  Identity: elementShapes.map(({ shape, dtype: type, seed: from }) => ({
    inputs: { x: spec(shape, from, { dtype: type }) },
    attrs: {},
  })),
  MaxPoolGrad: pools.map(({ shape, info, attrs, seed: from }) => ({
    inputs: {
      dy: spec(info.outShape, from),
      input: spec(shape, from + 1, { whole: ties }),
      // Neither implementation reads it.
      output: spec(info.outShape, from + 2),
    },
    attrs,
  })),
  Reverse: fc
    .record({ shape: shapes(4, 1), dtype: fc.constantFrom('float32', 'int32'), axis: few(0, 3), seed })
    .map(({ shape, dtype: type, axis, seed: from }) => ({
      inputs: { x: spec(shape, from, { dtype: type }) },
      attrs: { dims: [axis % shape.length] },
    })),
  Slice: slices,
  Sum: sums,
  Tile: fc
    .record({
      shape: fc.oneof(
        shapes(4, 1),
        fc.tuple(fc.constant(1), few(1, 2), few(1, 40)),
        fc.tuple(few(1, 9), fc.constant(1), fc.constant(1)),
      ),
      reps: fc.array(few(0, 4), { minLength: 4, maxLength: 4 }),
      seed,
    })
    .map(({ shape, reps, seed: from }) => ({
      inputs: { x: spec(shape, from) },
      attrs: { reps: reps.slice(0, shape.length) },
    })),
  UnsortedSegmentSum: fc
    .record({ count: few(0, 9), inner: shapes(2), segments: few(1, 6), seed })
    .map(({ count, inner, segments, seed: from }) => ({
      inputs: {
        x: spec([count, ...inner], from),
        segmentIds: spec([count], from + 1, { dtype: 'int32', whole: { from: -1, to: segments } }),
      },
      attrs: { numSegments: segments },
    })),
  _FusedMatMul: fc
    .tuple(products, fc.boolean(), fc.constantFrom('linear', 'relu'), seed)
    .map(([{ a, b, n, transposeA, transposeB }, isBiased, activation, from]) => {
      const flat = (input: TensorSpec) => ({ ...input, shape: [1, ...input.shape.slice(-2)] })
      return {
        inputs: { a: flat(a), b: flat(b), ...(isBiased ? { bias: spec([n], from) } : {}) },
        attrs: { transposeA, transposeB, activation },
      }
    }),
} satisfies Record<Exclude<KernelName, 'AdamStep' | 'ReluGrad'>, fc.Arbitrary<KernelCase>>
