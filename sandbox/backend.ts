/** Brings up a TF.js backend without a network: bytes and scripts come from the host through the port. */
import '@tensorflow/tfjs-backend-cpu'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { BackendName, BackendReport } from '../lib/runtime/protocol'
import { repairWasm } from './backends/wasm'
import { natives } from './natives'
import { chooseBackend, probeBackends } from './probe'
import * as tf from './tf'

const WASM = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']

/** Where the scripts of the GPU backends look for the one TF.js core that is there. */
export const CORE = '__zhucaiCore'

type Surroundings = {
  assets: Record<string, ArrayBuffer>
  /** Text of an optional script, asked of the host. */
  script(name: 'webgpu' | 'webgl'): Promise<string>
}

/** Answers the one fetch TF.js makes here; to everything else the platform says that there is no network. */
function serveAssets(assets: Record<string, ArrayBuffer>) {
  const { platform } = tf.env()
  const served: typeof platform = Object.create(platform)
  served.fetch = async (path: string) => {
    const bytes = Object.hasOwn(assets, path) ? assets[path] : undefined
    if (!bytes) throw new TypeError('fetch is not defined')
    return { ok: true, arrayBuffer: async () => bytes } as Response
  }
  // `setPlatform` warns when there is one already.
  tf.env().platform = served
}

export async function bringUp(
  wish: BackendName | 'auto',
  on: Surroundings,
): Promise<{ backend: BackendName; backends: BackendReport[] }> {
  const backends = await probeBackends()
  serveAssets(on.assets)
  setWasmPaths(Object.fromEntries(WASM.map((name) => [name, name])), true)
  // A data: worker is never cross-origin isolated; Firefox offers SharedArrayBuffer nevertheless.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  tf.env().set('DEPRECATION_WARNINGS_ENABLED', false)
  repairWasm()
  for (const name of chooseBackend(backends, wish)) {
    const report = backends.find((each) => each.name === name)!
    try {
      if (name === 'webgpu' || name === 'webgl') {
        const scope = globalThis as Record<string, unknown>
        scope[CORE] = tf
        natives.eval(await on.script(name))
        delete scope[CORE]
      }
      if (await tf.setBackend(name)) {
        await tf.ready()
        return { backend: name, backends }
      }
      report.detail = 'could not be started'
    } catch (error) {
      report.detail = String((error as Error)?.message ?? error).slice(0, 300)
    }
    report.usable = false
  }
  throw new Error('no backend could be started')
}
