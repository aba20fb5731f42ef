/** The scoring thread: bundled to `dist/verifier.mjs` by `scripts/build-verifier.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
import { setBackend } from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { predict } from './predict'
import type { Job, WorkerAnswer } from './worker-messages'

const port = parentPort
if (!port) throw new Error('The verifier runs as a worker thread')
const answer = (message: WorkerAnswer) => port.postMessage(message)

// Forward products need none of our repaired kernels: those mend gradients.
setWasmPaths((workerData as { wasm: string }).wasm)
if (!(await setBackend('wasm'))) throw new Error('The WASM backend did not start')

port.on('message', ({ job, ...work }: Job) => {
  try {
    answer({ type: 'predicted', job, predictions: predict(work) })
  } catch (error) {
    answer({ type: 'failed', job, message: error instanceof Error ? error.message : String(error) })
  }
})
answer({ type: 'ready' })
