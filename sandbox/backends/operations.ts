/** What the tests of stock kernels call: by name, and what is known to have gone wrong once. */
import * as tf from '@tensorflow/tfjs-core'
import { makeTensor } from './tensors'

export type Operation = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor | tf.Tensor[]
const unary = (name: string): [string, Operation] => [
  name,
  (x) => (tf as unknown as Record<string, (x: tf.Tensor) => tf.Tensor>)[name]!(x),
]
const binary = (name: string): [string, Operation] => [
  name,
  (x, y) => (tf as unknown as Record<string, (x: tf.Tensor, y: tf.Tensor) => tf.Tensor>)[name]!(x, y),
]
const rankOf = (x: tf.Tensor, least: number) => {
  if (x.rank < least) throw new Error('not for this shape')
}

const UNARY = (
  'abs ceil clone cos elu erf exp expm1 floor isFinite isInf isNaN leakyRelu logSigmoid log1p ' +
  'neg onesLike relu relu6 round selu sigmoid sign sin softplus square step tanh zerosLike ' +
  'sinh cosh atan asinh tan logicalNot all any sum prod mean max min argMax argMin logSumExp ' +
  'transpose reverse softmax cumsum cumprod'
).split(' ')
const BINARY = (
  'add sub mul div divNoNan floorDiv mod pow maximum minimum squaredDifference equal notEqual ' +
  'less lessEqual greater greaterEqual logicalAnd logicalOr logicalXor atan2'
).split(' ')

/** What TF.js's functions do to two tensors of one shape; one that is not for a shape throws. */
export const OPERATIONS: [string, Operation][] = [
  ...UNARY.map(unary),
  ...BINARY.map(binary),
  ['mean of the last axis', (x) => tf.mean(x, -1)],
  ['sum of the first axis, kept', (x) => tf.sum(x, 0, true)],
  ['max of the last axis', (x) => tf.max(x, -1)],
  ['min of the first axis', (x) => tf.min(x, 0)],
  ['any of the last axis', (x) => tf.any(x, -1)],
  ['cumsum, exclusive, backwards', (x) => tf.cumsum(x, 0, true, true)],
  ['clipByValue', (x) => tf.clipByValue(x, -1, 1)],
  ['where', (x, y) => tf.where(tf.greater(tf.cast(x, 'float32'), 0), x, y)],
  [
    'where, a condition for each row',
    (x, y) => (
      rankOf(x, 2),
      tf.where(
        tf.tensor1d(
          Array.from({ length: x.shape[0]! }, (_, i) => i % 2),
          'bool',
        ),
        x,
        y,
      )
    ),
  ],
  ['where with a broadcast', (x) => tf.where(tf.scalar(1, 'bool'), x, tf.zerosLike(x))],
  [
    'oneHot',
    (x) =>
      x.dtype === 'int32'
        ? tf.oneHot(x as tf.Tensor1D, 4)
        : tf.oneHot(tf.cast(x, 'int32') as tf.Tensor1D, 4, 2, -1, x.dtype as 'int32'),
  ],
  ['concat', (x, y) => (rankOf(x, 1), tf.concat([x, y], -1))],
  ['stack', (x, y) => tf.stack([x, y], -1)],
  ['unstack', (x) => (rankOf(x, 1), tf.unstack(x, -1))],
  ['split', (x) => (rankOf(x, 1), tf.split(x, 1, -1))],
  [
    'pad',
    (x) => (
      rankOf(x, 1),
      tf.pad(
        x,
        x.shape.map((): [number, number] => [1, 2]),
        1,
      )
    ),
  ],
  [
    'mirrorPad',
    (x) => (
      rankOf(x, 1),
      tf.mirrorPad(x as never, x.shape.map((): [number, number] => [0, 1]) as never, 'symmetric')
    ),
  ],
  [
    'tile',
    (x) => (
      rankOf(x, 1),
      tf.tile(
        x,
        x.shape.map(() => 2),
      )
    ),
  ],
  [
    'slice',
    (x) => (
      rankOf(x, 1),
      tf.slice(
        x,
        x.shape.map(() => 0),
        x.shape.map((n) => Math.min(n, 2)),
      )
    ),
  ],
  [
    'slice past the end',
    (x) => (
      rankOf(x, 1),
      tf.slice(
        x,
        x.shape.map(() => 1),
        x.shape.map((n) => n + 3),
      )
    ),
  ],
  [
    'stridedSlice',
    (x) => (
      rankOf(x, 1),
      tf.stridedSlice(
        x,
        x.shape.map(() => 0),
        [...x.shape],
        x.shape.map(() => 2),
      )
    ),
  ],
  [
    'stridedSlice backwards',
    (x) => (
      rankOf(x, 1),
      tf.stridedSlice(
        x,
        x.shape.map(() => -1),
        x.shape.map(() => -99),
        x.shape.map(() => -1),
      )
    ),
  ],
  ['gather', (x) => (rankOf(x, 1), tf.gather(x, tf.tensor1d([0, 0], 'int32'), 0))],
  ['gatherND', (x) => (rankOf(x, 1), tf.gatherND(x, tf.tensor2d([[0], [0]], [2, 1], 'int32')))],
  [
    'scatterND',
    (x) => (
      rankOf(x, 1),
      tf.scatterND(tf.reshape(tf.range(0, x.shape[0]!, 1, 'int32'), [x.shape[0]!, 1]), x, [
        x.shape[0]! + 1,
        ...x.shape.slice(1),
      ])
    ),
  ],
  [
    'tensorScatterUpdate',
    (x) => (
      rankOf(x, 1),
      tf.tensorScatterUpdate(
        x,
        tf.tensor2d([[0]], [1, 1], 'int32'),
        tf.slice(
          x,
          x.shape.map(() => 0),
          [1, ...x.shape.slice(1)],
        ),
      )
    ),
  ],
  ['topk', (x) => (rankOf(x, 1), (({ values, indices }) => [values, indices])(tf.topk(x, 1)))],
  ['unique', (x) => (({ values, indices }) => [values, indices])(tf.unique(x, 0))],
  ['fill', (x) => tf.fill(x.shape as [number], 3, x.dtype as 'int32')],
  ['range', (x) => tf.range(0, 5, 2, x.dtype as 'int32')],
  ['linspace', () => tf.linspace(0, 1, 5)],
  ['eye', (x) => tf.eye(3, 3, undefined, x.dtype as 'int32')],
  ['diag', (x) => tf.diag(x)],
  ['bandPart', (x) => (rankOf(x, 2), tf.linalg.bandPart(x, -1, 0))],
  ['cast to float', (x) => tf.cast(x, 'float32')],
  ['cast to int', (x) => tf.cast(x, 'int32')],
  ['cast to bool', (x) => tf.cast(x, 'bool')],
  ['expandDims', (x) => tf.expandDims(x, 0)],
  ['broadcastTo', (x) => tf.broadcastTo(x, [2, ...x.shape])],
  ['matMul', (x) => (rankOf(x, 2), tf.matMul(x, x, false, true))],
  ['dot', (x, y) => tf.dot(x, y)],
  ['outerProduct', (x, y) => tf.outerProduct(x as tf.Tensor1D, y as tf.Tensor1D)],
  ['einsum', (x, y) => (rankOf(x, 2), tf.einsum('...ij,...ij->...i', x, y))],
  [
    'unsortedSegmentSum',
    (x) => (rankOf(x, 1), tf.unsortedSegmentSum(x, tf.zeros([x.shape[0]!], 'int32') as tf.Tensor1D, 2)),
  ],
  ['prelu', (x, y) => tf.prelu(x, y)],
  ['addN', (x, y) => tf.addN([x, y, x])],
  [
    'bincount',
    (x) => tf.bincount(tf.abs(tf.cast(x, 'int32')) as tf.Tensor1D, tf.zeros([0]) as tf.Tensor1D, 4),
  ],
  [
    'spaceToBatchND',
    (x) => (
      rankOf(x, 3),
      tf.spaceToBatchND(
        x,
        [1, 1],
        [
          [0, 0],
          [0, 0],
        ],
      )
    ),
  ],
  ['depthToSpace', (x) => (rankOf(x, 4), tf.depthToSpace(tf.tile(x, [1, 1, 1, 2]) as tf.Tensor4D, 2))],
  [
    'confusionMatrix',
    () => tf.math.confusionMatrix(tf.tensor1d([0, 1, 1], 'int32'), tf.tensor1d([1, 1, 0], 'int32'), 2),
  ],
  ['moments', (x) => (({ mean, variance }) => [mean, variance])(tf.moments(x))],
  ['norm', (x) => tf.norm(x)],
  ['searchSorted', (x) => tf.searchSorted(tf.tensor1d([-1, 0, 1, 2]), tf.cast(x, 'float32'))],
  [
    'batchNorm',
    (x) => (rankOf(x, 2), tf.batchNorm(x, tf.zeros([x.shape.at(-1)!]), tf.ones([x.shape.at(-1)!]))),
  ],
  ['maxPool', (x) => (rankOf(x, 4), tf.maxPool(x as tf.Tensor4D, 2, 1, 'valid'))],
  ['avgPool', (x) => (rankOf(x, 4), tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid'))],
  [
    'conv2d',
    (x) => (
      rankOf(x, 4),
      tf.conv2d(x as tf.Tensor4D, tf.ones([2, 2, x.shape[3]!, 3]) as tf.Tensor4D, 1, 'same')
    ),
  ],
  ['resizeBilinear', (x) => (rankOf(x, 4), tf.image.resizeBilinear(x as tf.Tensor4D, [3, 4]))],
  ['resizeNearestNeighbor', (x) => (rankOf(x, 4), tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [3, 4]))],
  ['flipLeftRight', (x) => (rankOf(x, 4), tf.image.flipLeftRight(x as tf.Tensor4D))],
]

const image = (...shape: number[]) =>
  makeTensor({ shape, seed: 5, whole: { from: -9, to: -1 } }) as tf.Tensor4D
const filter = (...shape: number[]) => makeTensor({ shape, seed: 6 }) as tf.Tensor4D
const gradientOf = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) =>
  tf.grad((at) => tf.sum(tf.square(f(at))))(x)

/** One case for each thing that stock gets wrong although it is given floats. */
export const WINDOWS: Record<string, () => tf.Tensor> = {
  'maximum over a tall window, padded by a number': () => tf.maxPool(image(2, 5, 6, 3), [3, 2], 1, 1),
  'mean over a tall window, padded by a number': () => tf.avgPool(image(2, 5, 6, 3), [3, 2], 1, 1),
  'maximum, padded by as much as the window': () => tf.maxPool(image(1, 4, 4, 1), 2, 2, 2),
  'maximum of one pixel under a window of four': () => tf.maxPool(image(2, 1, 1, 3), 2, 2, 'valid'),
  'mean of one pixel under a window of four': () => tf.avgPool(image(2, 1, 1, 3), 2, 2, 'valid'),
  'depthwise, padded by a number': () => tf.depthwiseConv2d(image(1, 5, 6, 2), filter(3, 2, 2, 1), 1, 1),
  'depthwise, strides longer than the filter': () =>
    tf.depthwiseConv2d(image(1, 7, 7, 2), filter(1, 3, 2, 1), 2, 'same'),
  'a convolution that leaves no pixel': () => tf.conv2d(image(2, 2, 2, 3), filter(3, 3, 3, 4), 1, 'valid'),
  'the gradient of a convolution that leaves no pixel': () =>
    gradientOf((x) => tf.conv2d(x as tf.Tensor4D, filter(3, 3, 3, 4), 1, 'valid'), image(2, 2, 2, 3)),
  'maximum over a volume': () =>
    tf.maxPool3d(
      makeTensor({ shape: [1, 3, 4, 4, 2], seed: 4, whole: { from: -9, to: -1 } }) as tf.Tensor5D,
      2,
      1,
      'valid',
    ),
  'mean over a volume': () =>
    tf.avgPool3d(makeTensor({ shape: [1, 3, 4, 4, 2], seed: 4 }) as tf.Tensor5D, 2, 1, 'valid'),
  'gradient of the maximum over a volume': () =>
    gradientOf(
      (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, 'valid'),
      makeTensor({ shape: [1, 3, 4, 4, 2], seed: 4 }),
    ),
  'gradient of the mean over a volume': () =>
    gradientOf(
      (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'valid'),
      makeTensor({ shape: [1, 3, 4, 4, 2], seed: 4 }),
    ),
  'gradient of a convolution over a volume': () =>
    gradientOf(
      (x) =>
        tf.conv3d(
          x as tf.Tensor5D,
          makeTensor({ shape: [2, 2, 2, 2, 3], seed: 2 }) as tf.Tensor5D,
          1,
          'same',
        ),
      makeTensor({ shape: [1, 4, 5, 3, 2], seed: 1 }),
    ),
  'gradient of its filter': () =>
    gradientOf(
      (f) =>
        tf.conv3d(
          makeTensor({ shape: [1, 4, 5, 3, 2], seed: 1 }) as tf.Tensor5D,
          f as tf.Tensor5D,
          1,
          'valid',
        ),
      makeTensor({ shape: [2, 2, 2, 2, 3], seed: 2 }),
    ),
  'a transposed convolution over a volume': () =>
    tf.conv3dTranspose(
      makeTensor({ shape: [1, 2, 2, 2, 3], seed: 1 }) as tf.Tensor5D,
      makeTensor({ shape: [2, 2, 2, 2, 3], seed: 2 }) as tf.Tensor5D,
      [1, 4, 4, 4, 2],
      2,
      'same',
    ),
  'maximum with its place': () => tf.maxPoolWithArgmax(image(1, 4, 4, 2), 2, 2, 'valid')['result']!,
  dilation: () =>
    tf.dilation2d(
      image(1, 5, 5, 2),
      makeTensor({ shape: [2, 2, 2], seed: 3, whole: { from: -9, to: -1 } }) as tf.Tensor3D,
      1,
      'valid',
    ),
  'gradient of dilation': () =>
    gradientOf(
      (x) =>
        tf.dilation2d(x as tf.Tensor4D, makeTensor({ shape: [2, 2, 2], seed: 3 }) as tf.Tensor3D, 1, 'valid'),
      makeTensor({ shape: [1, 5, 5, 2], seed: 9 }),
    ),
  'a transposed convolution that is told to make less': () =>
    tf.conv2dTranspose(image(1, 8, 8, 8), filter(2, 2, 8, 8), [1, 4, 4, 8], 1, 'same'),
  'clipping NaN': () => tf.clipByValue(tf.tensor1d([Number.NaN, 5, -5]), -1, 1),
  'the gradient of relu at NaN': () =>
    gradientOf((x) => tf.relu(x), tf.tensor1d([Number.NaN, 1, -1, 2, Number.NaN])),
  'fused product, one bias for all': () =>
    tf.fused.matMul({ a: tf.ones([2, 3]), b: tf.ones([3, 4]), bias: tf.tensor1d([7]) }),
  'fused product, a bias with two axes': () =>
    tf.fused.matMul({ a: tf.ones([2, 3]), b: tf.ones([3, 4]), bias: tf.ones([2, 4]) }),
  'fused product of nothing': () =>
    tf.fused.matMul({ a: tf.ones([2, 0]), b: tf.ones([0, 4]), bias: tf.ones([4]), activation: 'relu' }),
  'an Einstein sum over nothing': () => tf.einsum('ij,jk->ik', tf.ones([2, 0]), tf.ones([0, 3])),
  'labels that are whole numbers under a logarithmic loss': () =>
    tf.losses.logLoss(
      tf.oneHot(tf.tensor1d([0, 1], 'int32'), 2),
      tf.tensor2d([
        [0.9, 0.1],
        [0.2, 0.8],
      ]),
    ),
  'the causal mask': () =>
    tf.where(
      tf.linalg.bandPart(tf.ones([5, 5], 'bool'), -1, 0),
      tf.zeros([5, 5]),
      tf.mul(tf.ones([5, 5]), -1e9),
    ),
}

/** What every other backend refuses, or what would read another tensor's memory. */
export const REFUSED: Record<string, [() => unknown, RegExp]> = {
  'a vector in a product': [
    () =>
      tf
        .engine()
        .runKernel(
          'BatchMatMul',
          { a: tf.ones([2, 2]), b: tf.ones([2]) },
          { transposeA: false, transposeB: false },
        ),
    /rank 2/,
  ],
  'a slice past the end': [() => tf.slice(tf.tensor1d([1, 2, 3]), 1, 9), /overflow/],
  'channels first, one pixel wide': [
    () => tf.conv2d(image(1, 2, 3, 3), filter(1, 1, 2, 4), 1, 'valid', 'NCHW'),
    /channelsLast/,
  ],
  'a window larger than the image': [
    () => tf.conv2d(image(1, 2, 2, 1), filter(4, 4, 1, 1), 1, 'valid'),
    /does not fit/,
  ],
  'more memory than there is': [() => tf.matMul(tf.ones([40_000, 1]), tf.ones([1, 40_000])), /out of memory/],
}
