/** Which backends can be had here, found by asking for a device. A software adapter is slower than WASM. */
import type { BackendName, BackendReport } from '../lib/runtime/protocol'

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen|\bwarp\b/i
const TIMEOUT = 1500

type Adapter = {
  info?: {
    vendor?: string
    architecture?: string
    device?: string
    description?: string
    isFallbackAdapter?: boolean
  }
  isFallbackAdapter?: boolean
  requestDevice(): Promise<{ destroy(): void }>
}

const told = (error: unknown) => String((error as Error)?.message ?? error).slice(0, 280)

/** `requestAdapter` was seen to hang after a GPU process died; nothing may wait for it for ever. */
function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function probeWebGpu(): Promise<BackendReport> {
  const report = { name: 'webgpu', usable: false, software: false } as const
  const gpu = (navigator as { gpu?: { requestAdapter(options?: object): Promise<Adapter | null> } }).gpu
  if (!gpu) return { ...report, detail: 'navigator.gpu is missing' }
  try {
    const adapter = await within(gpu.requestAdapter({ powerPreference: 'high-performance' }), TIMEOUT)
    if (!adapter) return { ...report, detail: 'no adapter' }
    const info = adapter.info ?? {}
    const detail = [info.vendor, info.architecture, info.device, info.description]
      .filter(Boolean)
      .join(' ')
      .slice(0, 280)
    const device = await within(adapter.requestDevice(), TIMEOUT)
    device.destroy()
    const software =
      info.isFallbackAdapter === true || adapter.isFallbackAdapter === true || SOFTWARE.test(detail)
    return { name: 'webgpu', usable: true, software, detail }
  } catch (error) {
    return { ...report, detail: told(error) }
  }
}

function probeWebGl(): BackendReport {
  const report = { name: 'webgl', usable: false, software: false } as const
  try {
    if (typeof OffscreenCanvas === 'undefined') return { ...report, detail: 'OffscreenCanvas is missing' }
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
    if (!gl) return { ...report, detail: 'no WebGL 2 context' }
    const names = gl.getExtension('WEBGL_debug_renderer_info')
    const detail = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)).slice(0, 280)
    const floats = gl.getExtension('EXT_color_buffer_float') !== null
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    if (!floats) return { ...report, detail: `${detail}: no float textures`.slice(0, 300) }
    return { name: 'webgl', usable: true, software: SOFTWARE.test(detail), detail }
  } catch (error) {
    return { ...report, detail: told(error) }
  }
}

/** `(module (func (result v128) i32.const 0 i8x16.splat))`: valid only where there is SIMD. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
])

function probeWasm(): BackendReport {
  const usable = typeof WebAssembly === 'object' && WebAssembly.validate(SIMD)
  return { name: 'wasm', usable, software: false, detail: usable ? 'SIMD' : 'no SIMD' }
}

export async function probeBackends(): Promise<BackendReport[]> {
  const gpu = probeWebGpu()
  return [
    await gpu,
    probeWebGl(),
    probeWasm(),
    { name: 'cpu', usable: true, software: false, detail: 'JavaScript' },
  ]
}

/** The wish if it is usable, else hardware before WASM before software before plain JavaScript. */
export function chooseBackend(reports: readonly BackendReport[], wish: BackendName | 'auto'): BackendName[] {
  const usable = reports.filter((report) => report.usable)
  const rank = (report: BackendReport) =>
    report.name === wish
      ? -1
      : report.name === 'cpu'
        ? 9
        : report.name === 'wasm'
          ? 4
          : report.software
            ? 6
            : 0
  return usable
    .map((report, index) => ({ report, index }))
    .sort((a, b) => rank(a.report) - rank(b.report) || a.index - b.index)
    .map(({ report }) => report.name)
}
