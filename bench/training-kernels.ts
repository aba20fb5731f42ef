/**
 * Times the kernels of the two bench models one by one, in Node: stock and ours on the same tensors, in turns,
 * medians of 15. `node --conditions=react-server --import tsx bench/training-kernels.ts`
 *
 * For finding out where time goes; the bar is in `training.ts`. Node 20 has no relaxed SIMD, so ours is a
 * little slower here than in a browser.
 */
import { fileURLToPath } from 'node:url'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { dispose, engine, getKernel, ready, setBackend } from '@tensorflow/tfjs-core'
import type { KernelConfig, KernelFunc, Tensor } from '@tensorflow/tfjs-core'
import { buildAssembly } from '../scripts/assembly'
import { makeTensor } from '../sandbox/backends/tensors'
import { repairWasm } from '../sandbox/backends/wasm'
import { median } from './report'

interface Timed {
  kernel: string
  title: string
  inputs: Record<string, number[]>
  attrs: object
}

const image = [128, 13, 13, 16]
const filter = [3, 3, 16, 32]
const convolution = { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 }
const pool = { filterSize: 2, strides: 2, pad: 'valid' }

const timed: Timed[] = [
  {
    kernel: 'BatchMatMul',
    title: 'x·W, 128x784 by 784x128',
    inputs: { a: [1, 128, 784], b: [1, 784, 128] },
    attrs: { transposeA: false, transposeB: false },
  },
  {
    kernel: 'BatchMatMul',
    title: 'xᵀ·dy, 784x128 by 128x128',
    inputs: { a: [1, 128, 784], b: [1, 128, 128] },
    attrs: { transposeA: true, transposeB: false },
  },
  {
    kernel: 'Slice',
    title: '128 rows of 20000x784',
    inputs: { x: [20000, 784] },
    attrs: { begin: [256, 0], size: [128, 784] },
  },
  { kernel: 'Conv2D', title: '13x13x16 to 32', inputs: { x: image, filter }, attrs: convolution },
  {
    kernel: 'Conv2DBackpropInput',
    title: '13x13x16 to 32',
    inputs: { dy: [128, 11, 11, 32], filter },
    attrs: { ...convolution, inputShape: image },
  },
  {
    kernel: 'Conv2DBackpropFilter',
    title: '13x13x16 to 32',
    inputs: { x: image, dy: [128, 11, 11, 32] },
    attrs: { ...convolution, filterShape: filter },
  },
  {
    kernel: 'MaxPoolGrad',
    title: '2x2 of 26x26x16',
    inputs: { dy: [128, 13, 13, 16], input: [128, 26, 26, 16], output: [128, 13, 13, 16] },
    attrs: pool,
  },
  { kernel: 'Sum', title: 'bias gradient, 86528x16', inputs: { x: [86528, 16] }, attrs: { axis: [0] } },
  { kernel: 'Identity', title: '128x26x26x16', inputs: { x: [128, 26, 26, 16] }, attrs: {} },
]

function timeOnce(run: KernelFunc, inputs: Record<string, Tensor>, attrs: object): number {
  const { backend } = engine()
  const started = performance.now()
  const out = run({ inputs, attrs: { ...attrs }, backend })
  const taken = performance.now() - started
  for (const { dataId } of Array.isArray(out) ? out : [out]) backend.disposeData(dataId)
  return taken
}

await buildAssembly()
setWasmPaths(fileURLToPath(new URL('../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url)))
await setBackend('wasm')
await ready()
const stock = new Map(
  timed.map(({ kernel }) => [kernel, (getKernel(kernel, 'wasm') as KernelConfig | undefined)?.kernelFunc]),
)
repairWasm()
for (const { kernel, title, inputs: shapes, attrs } of timed) {
  const entries = Object.entries(shapes).map(([name, shape], seed) => [name, makeTensor({ shape, seed })])
  const inputs = Object.fromEntries(entries) as Record<string, Tensor>
  const before = stock.get(kernel)
  const ours = getKernel(kernel, 'wasm').kernelFunc
  const times: { stock: number[]; ours: number[] } = { stock: [], ours: [] }
  for (let round = 0; round < 18; round++) {
    if (before !== undefined) times.stock.push(timeOnce(before, inputs, attrs))
    times.ours.push(timeOnce(ours, inputs, attrs))
  }
  const words = before === undefined ? 'missing' : `${median(times.stock.slice(3)).toFixed(2)} ms`
  console.log(`${kernel}, ${title}: stock ${words}, ours ${median(times.ours.slice(3)).toFixed(2)} ms`)
  dispose(inputs)
}
