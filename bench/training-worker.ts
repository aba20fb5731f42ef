/** The worker of the training bench: the same code for stock and ours, but for one call. */
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { dispose, oneHot, ready, setBackend, slice, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Sequential } from '@tensorflow/tfjs-layers'
import { repairWasm } from '../sandbox/backends/wasm'
import { createModel, inputShapes } from './training-models'
import type { Answer, ModelName, Request, Setting } from './training-protocol'

const batchSize = 128
const warmUpSteps = { wasm: 30, cpu: 1 }

interface Prepared {
  name: ModelName
  model: Sequential
  images: Tensor
  labels: Tensor
}

let prepared: Prepared | undefined

async function prepare({ model: name, backend, repaired }: Setting): Promise<Answer> {
  setWasmPaths('/wasm/')
  if (repaired) repairWasm()
  if (!(await setBackend(backend))) throw new Error(`The ${backend} backend did not start.`)
  await ready()
  const [pixels, digits] = await Promise.all([fetchBytes('/images'), fetchBytes('/labels')])
  const values = Float32Array.from(pixels.subarray(16), (byte) => byte / 255)
  const images = tensor(values, [values.length / 784, ...inputShapes[name]])
  const labels = tidy(() => oneHot(tensor1d(Int32Array.from(digits.subarray(8)), 'int32'), 10))
  const model = createModel(name)
  prepared = { name, model, images, labels }
  const warmUp = firstRows(prepared, warmUpSteps[backend] * batchSize)
  await model.fit(warmUp.images, warmUp.labels, { batchSize, epochs: 1, verbose: 0 })
  dispose([warmUp.images, warmUp.labels])
  return { kind: 'ready' }
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer())
}

function firstRows(
  { images, labels }: Prepared,
  count: number,
  from = 0,
): { images: Tensor; labels: Tensor } {
  const rest = images.shape.slice(1)
  return {
    images: slice(images, [from, ...rest.map(() => 0)], [count, ...rest]),
    labels: slice(labels, [from, 0], [count, 10]),
  }
}

async function fit({ model, images, labels }: Prepared, seconds: number): Promise<Answer> {
  const optimizer = model.optimizer as unknown as { iterations: number }
  const before = optimizer.iterations
  const started = performance.now()
  // No callback, which would read the loss back after every batch; fit gives way eight times a second.
  const timer = setTimeout(() => (model.stopTraining = true), seconds * 1000)
  await model.fit(images, labels, { batchSize, epochs: 1000, verbose: 0 })
  clearTimeout(timer)
  return {
    kind: 'fitted',
    steps: optimizer.iterations - before,
    seconds: (performance.now() - started) / 1000,
  }
}

async function lossAfter(current: Prepared, steps: number): Promise<Answer> {
  const model = createModel(current.name)
  let loss = Number.NaN
  for (let step = 0; step < steps; step++) {
    const batch = firstRows(current, batchSize, step * batchSize)
    const values = await model.trainOnBatch(batch.images, batch.labels)
    loss = Number(Array.isArray(values) ? values[0] : values)
    dispose([batch.images, batch.labels])
  }
  model.dispose()
  return { kind: 'loss', loss }
}

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'prepare') return prepare(request.setting)
  if (prepared === undefined) throw new Error('Ask the worker to prepare first.')
  return request.kind === 'fit' ? fit(prepared, request.seconds) : lossAfter(prepared, request.steps)
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data)
    .catch((error: unknown) => ({ kind: 'failed' as const, message: String(error) }))
    .then((result: Answer) => postMessage(result))
})
