import type { BackendName } from '../runtime/protocol'

/** The names of the protocol, without the schemas that the page's first script must not carry. */
export const BACKEND_NAMES = ['webgpu', 'webgl', 'wasm', 'cpu'] as const satisfies readonly BackendName[]
