import { backend_util, getKernel } from '@tensorflow/tfjs-core'
import type { NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import { implement, sizeOf } from '../kernel'
import type { Native } from '../native'
import { multiply } from './matmul'

interface Term {
  tensor: TensorInfo
  labels: string[]
}

/**
 * Einstein sums of one or two tensors as one batched product: labels on both sides and in the output are the
 * batch, labels on both sides only are contracted, labels of one side only are rows or columns, and a label
 * found once is summed away first. TF.js's CPU kernel multiplies out the whole space of labels instead.
 * int32 is computed in float32: exact to 2²⁴.
 */
export const einsum = implement<TensorInfo[], { equation: string }>(
  'Einsum',
  ({ inputs, attrs: { equation }, native }) => {
    const tensors = Object.values(inputs)
    // TF.js's own reading of the equation, for its refusals and their words.
    const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length)
    backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as Tensor[])
    const temporary: TensorInfo[] = []
    const output = [...(equation.replace(/\s/g, '').split('->')[1] ?? '')]
    const dtype = tensors.every((tensor) => tensor.dtype === 'int32') ? 'int32' : 'float32'
    const run = runner(native, temporary)
    const terms = tensors.map((tensor, i) => ({
      tensor: run('Cast', { x: tensor }, { dtype: 'float32' }),
      labels: (idDims[i] ?? []).map((id) => allDims[id] ?? ''),
    }))
    const [first, second] = terms.map((term, i) => {
      const others = new Set([...output, ...(terms[1 - i]?.labels ?? [])])
      return sumAway(run, term, (label) => !others.has(label))
    })
    if (first === undefined) throw new Error('einsum needs a tensor.')
    const product = second === undefined ? first : contract(native, run, temporary, first, second, output)
    const ordered = run(
      'Transpose',
      { x: product.tensor },
      { perm: output.map((l) => product.labels.indexOf(l)) },
    )
    const result = run('Cast', { x: ordered }, { dtype })
    for (const tensor of temporary) if (tensor !== result) native.backend.disposeData(tensor.dataId)
    return result
  },
)

type Run = (name: string, inputs: Record<string, TensorInfo>, attrs: object) => TensorInfo

/** Calls registered kernels and notes what they made, to be disposed together. */
function runner({ backend }: Native, temporary: TensorInfo[]): Run {
  return (name, inputs, attrs) => {
    const out = getKernel(name, 'wasm').kernelFunc({
      inputs: inputs as unknown as NamedTensorInfoMap,
      attrs: attrs as NamedAttrMap,
      backend,
    }) as TensorInfo
    temporary.push(out)
    return out
  }
}

function sumAway(run: Run, { tensor, labels }: Term, isLonely: (label: string) => boolean): Term {
  const axis = labels.flatMap((label, i) => (isLonely(label) ? [i] : []))
  if (axis.length === 0) return { tensor, labels }
  const kept = labels.filter((label) => !isLonely(label))
  return { tensor: run('Sum', { x: tensor }, { axis, keepDims: false }), labels: kept }
}

function contract(
  native: Native,
  run: Run,
  temporary: TensorInfo[],
  a: Term,
  b: Term,
  output: string[],
): Term {
  const shared = a.labels.filter((label) => b.labels.includes(label))
  const batch = shared.filter((label) => output.includes(label))
  const inner = shared.filter((label) => !output.includes(label))
  const rows = a.labels.filter((label) => !shared.includes(label))
  const columns = b.labels.filter((label) => !shared.includes(label))
  const left = arrange(run, a, batch, rows, inner)
  const right = arrange(run, b, batch, inner, columns)
  const out = multiply(native, left.matrix, right.matrix, left.isTransposed, right.isTransposed)
  temporary.push(out)
  const sizes = new Map([...zip(a), ...zip(b)])
  const labels = [...batch, ...rows, ...columns]
  const shape = labels.map((label) => sizes.get(label) ?? 1)
  return { tensor: run('Reshape', { x: out }, { shape }), labels }
}

function zip({ tensor, labels }: Term): [string, number][] {
  return labels.map((label, i) => [label, tensor.shape[i] ?? 1])
}

/** As [batch, rows, columns], or [batch, columns, rows] where the data already lie so. */
function arrange(run: Run, term: Term, batch: string[], rows: string[], columns: string[]) {
  const sizes = new Map(zip(term))
  const count = (labels: string[]): number => sizeOf(labels.map((label) => sizes.get(label) ?? 1))
  const isTransposed = term.labels.join() === [...batch, ...columns, ...rows].join()
  const order = isTransposed ? term.labels : [...batch, ...rows, ...columns]
  const isInOrder = order.join() === term.labels.join()
  const perm = order.map((label) => term.labels.indexOf(label))
  const ordered = isInOrder ? term.tensor : run('Transpose', { x: term.tensor }, { perm })
  const matrixShape = isTransposed ? [count(columns), count(rows)] : [count(rows), count(columns)]
  return { matrix: run('Reshape', { x: ordered }, { shape: [count(batch), ...matrixShape] }), isTransposed }
}
