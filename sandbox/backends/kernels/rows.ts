import { backend_util, slice_util, util } from '@tensorflow/tfjs-core'
import type {
  DataType,
  GatherV2Attrs,
  GatherV2Inputs,
  ReverseAttrs,
  ReverseInputs,
  SliceAttrs,
  SliceInputs,
  SumAttrs,
  SumInputs,
  TileAttrs,
  TileInputs,
  TensorInfo,
  UnsortedSegmentSumAttrs,
  UnsortedSegmentSumInputs,
} from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'
import type { Native } from '../native'

/** Bytes of one element on the heap; strings are not on it. */
function elementBytes(dtype: DataType): number | undefined {
  if (dtype === 'bool') return 1
  return dtype === 'float32' || dtype === 'int32' ? 4 : undefined
}

function findOutside(native: Native, indices: TensorInfo, limit: number): number {
  return native.exports.findOutside(native.address(indices), sizeOf(indices.shape), limit)
}

export const gather = implement<GatherV2Inputs, GatherV2Attrs>('GatherV2', (call) => {
  const { x, indices } = call.inputs
  const { native } = call
  const width = elementBytes(x.dtype)
  if (width === undefined || indices.dtype !== 'int32') return call.stock()
  const axis = util.parseAxisParam(call.attrs.axis, x.shape)[0] ?? 0
  const limit = x.shape[axis] ?? 0
  const wrong = findOutside(native, indices, limit)
  if (wrong >= 0) {
    const index = native.backend.readSync(indices.dataId, wrong, wrong + 1)[0]
    throw new Error(`GatherV2: the index value ${index} is not in [0, ${limit - 1}]`)
  }
  const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, call.attrs.batchDims)
  const out = native.make(info.outputShape, x.dtype)
  const count = sizeOf(indices.shape) / Math.max(info.batchSize, 1)
  const bytes = info.sliceSize * width
  const [from, index, to] = [native.address(x), native.address(indices), native.address(out)]
  for (let batch = 0; batch < info.batchSize; batch++) {
    for (let outer = 0; outer < info.outerSize; outer++) {
      const block = batch * info.outerSize + outer
      const [source, target] = [from + block * info.dimSize * bytes, to + block * count * bytes]
      native.exports.gatherRows(source, index + batch * count * 4, count, bytes, target)
    }
  }
  return out
})

export const slice = implement<SliceInputs, SliceAttrs>('Slice', (call) => {
  const { x } = call.inputs
  const { native } = call
  const width = elementBytes(x.dtype)
  if (width === undefined) return call.stock()
  const [begin = [], size = []] = slice_util.parseSliceParams(x as never, call.attrs.begin, call.attrs.size)
  // Past the end lie other tensors.
  slice_util.assertParamsValid(x, begin, size)
  const out = native.make(size, x.dtype)
  if (sizeOf(size) > 0) copySlice(native, x, out, begin, size, width)
  return out
})

/** Axes kept whole at the end form one run; the axis before them is a loop in WASM, the rest loops here. */
function copySlice(
  native: Native,
  x: TensorInfo,
  out: TensorInfo,
  begin: number[],
  size: number[],
  width: number,
): void {
  const strides = x.shape.map((_, axis) => sizeOf(x.shape.slice(axis + 1)))
  let last = x.shape.length - 1
  while (last > 0 && begin[last] === 0 && size[last] === x.shape[last]) last--
  const runBytes = (size[last] ?? 1) * (strides[last] ?? 1) * width
  const lanes = last > 0 ? (size[last - 1] ?? 1) : 1
  const step = last > 0 ? (strides[last - 1] ?? 1) * width : 0
  let start = begin.reduce((sum, at, axis) => sum + at * (strides[axis] ?? 1), 0) * width + native.address(x)
  let to = native.address(out)
  const outer = size.slice(0, Math.max(last - 1, 0))
  const position = outer.map(() => 0)
  for (let i = sizeOf(outer); i > 0; i--) {
    native.exports.copyRuns(start, step, lanes, runBytes, to)
    to += lanes * runBytes
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const stride = (strides[axis] ?? 1) * width
      start += stride
      position[axis] = (position[axis] ?? 0) + 1
      if (position[axis] !== outer[axis]) break
      start -= stride * (outer[axis] ?? 0)
      position[axis] = 0
    }
  }
}

/** Each run over and over, as broadcasting and the gradient of batch normalisation ask for; copies double each time. */
export const tile = implement<TileInputs, TileAttrs>('Tile', (call) => {
  const { x } = call.inputs
  const { native } = call
  const { reps } = call.attrs
  const width = elementBytes(x.dtype)
  const first = reps.findIndex((times) => times !== 1)
  const last = reps.findLastIndex((times) => times !== 1)
  // Between the first and the last repeated axis there is nothing to keep in order.
  const isRuns = first < 0 || sizeOf(x.shape.slice(first, last)) === 1
  if (width === undefined || reps.length !== x.shape.length || !isRuns) return call.stock()
  const out = native.make(
    x.shape.map((length, axis) => length * (reps[axis] ?? 1)),
    x.dtype,
  )
  if (sizeOf(out.shape) === 0) return out
  const outer = first < 0 ? 1 : sizeOf(x.shape.slice(0, first))
  const bytes = (sizeOf(x.shape) / outer) * width
  const times = sizeOf(reps)
  let [from, to] = [native.address(x), native.address(out)]
  for (let i = 0; i < outer; i++) {
    native.exports.copyRuns(from, 0, 1, bytes, to)
    for (let done = 1; done < times; done *= 2) {
      native.exports.copyRuns(to, 0, 1, Math.min(done, times - done) * bytes, to + done * bytes)
    }
    from += bytes
    to += times * bytes
  }
  return out
})

export const reverse = implement<ReverseInputs, ReverseAttrs>('Reverse', (call) => {
  const { x } = call.inputs
  const { native } = call
  const width = elementBytes(x.dtype)
  const axes = util.parseAxisParam(call.attrs.dims, x.shape).filter((axis) => (x.shape[axis] ?? 1) > 1)
  const [axis] = axes
  if (width === undefined || axis === undefined || axes.length > 1 || sizeOf(x.shape) === 0)
    return call.stock()
  const out = native.make(x.shape, x.dtype)
  const length = x.shape[axis] ?? 1
  const bytes = sizeOf(x.shape.slice(axis + 1)) * width
  const block = length * bytes
  let [from, to] = [native.address(x) + block - bytes, native.address(out)]
  for (let i = sizeOf(x.shape.slice(0, axis)); i > 0; i--) {
    // Addresses are 32 bits wide, so a negative step walks back.
    native.exports.copyRuns(from, -bytes, length, bytes, to)
    from += block
    to += block
  }
  return out
})

export const segmentSum = implement<UnsortedSegmentSumInputs, UnsortedSegmentSumAttrs>(
  'UnsortedSegmentSum',
  (call) => {
    const { x, segmentIds } = call.inputs
    const { native } = call
    const { numSegments } = call.attrs
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return call.reference()
    const inner = x.shape.slice(segmentIds.shape.length)
    const out = native.make([numSegments, ...inner], 'float32')
    const addresses = [native.address(x), native.address(segmentIds)] as const
    const count = sizeOf(segmentIds.shape)
    native.exports.segmentSum(...addresses, count, sizeOf(inner), numSegments, native.address(out))
    return out
  },
)

export const sum = implement<SumInputs, SumAttrs>('Sum', (call) => {
  const { x } = call.inputs
  const { native } = call
  const axes = util.parseAxisParam(call.attrs.axis, x.shape).sort((a, b) => a - b)
  const first = axes[0] ?? 0
  const isOneRun = axes.every((axis, i) => axis === first + i)
  const isEmpty = sizeOf(x.shape) === 0
  if (!isEmpty && (x.dtype !== 'float32' || axes.length === 0 || !isOneRun)) return call.stock()
  const out = native.make(
    x.shape.filter((_, axis) => !axes.includes(axis)),
    x.dtype,
  )
  // Stock leaves the sum of nothing undefined.
  if (isEmpty) native.exports.clear(native.address(out), sizeOf(out.shape))
  else {
    const outer = sizeOf(x.shape.slice(0, first))
    const length = sizeOf(x.shape.slice(first, first + axes.length))
    const inner = sizeOf(x.shape.slice(first + axes.length))
    native.exports.sumAxis(native.address(x), outer, length, inner, native.address(out))
  }
  if (call.attrs.keepDims) out.shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  return out
})
