/** The scoring thread: bundled to `dist/verifier.mjs` by `scripts/build-verifier.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
// Recurrent layers chain operations on tensors.
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import { setBackend } from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { repairWasm } from '../../sandbox/backends/wasm'
import { predict } from './predict'
import type { Job, WorkerAnswer } from './worker-messages'

const port = parentPort
if (!port) throw new Error('The verifier runs as a worker thread')
const answer = (message: WorkerAnswer) => port.postMessage(message)

setWasmPaths((workerData as { wasm: string }).wasm)
if (!(await setBackend('wasm'))) throw new Error('The WASM backend did not start')
// The same kernels as in the sandbox: what was trained there is computed here alike.
repairWasm()

port.on('message', ({ job, ...work }: Job) => {
  try {
    const outputs = predict(work)
    port.postMessage({ type: 'predicted', job, outputs } satisfies WorkerAnswer, [
      outputs.buffer as ArrayBuffer,
    ])
  } catch (error) {
    answer({ type: 'failed', job, message: error instanceof Error ? error.message : String(error) })
  }
})
answer({ type: 'ready' })
