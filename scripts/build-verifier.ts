/** Bundles the scoring thread with TF.js into `dist/verifier.mjs`, its WASM file beside it. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { assemblyPlugin } from './assembly'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const WASM = 'tfjs-backend-wasm-simd.wasm'
/** TF.js's WASM loader is CommonJS inside: it asks for `fs` and for its own place. */
const BANNER = `import { createRequire as __createRequire } from 'node:module'
import { dirname as __parentOf } from 'node:path'
import { fileURLToPath as __pathOf } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __pathOf(import.meta.url)
const __dirname = __parentOf(__filename)`

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Writes only what changed, whole files at a time: a running server may be reading them. */
export async function buildVerifier(folder = join(ROOT, 'dist')): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const built = await build({
    entryPoints: [join(ROOT, 'lib', 'verify', 'worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: BANNER },
    plugins: [assemblyPlugin()],
  })
  const code = built.outputFiles[0]!.contents
  const target = join(folder, 'verifier.mjs')
  if (!existsSync(target) || sha256(readFileSync(target)) !== sha256(code)) {
    writeFileSync(`${target}.draft-${process.pid}`, code)
    renameSync(`${target}.draft-${process.pid}`, target)
  }
  const wasm = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out', WASM)
  const copy = join(folder, WASM)
  if (!existsSync(copy) || sha256(readFileSync(copy)) !== sha256(readFileSync(wasm))) {
    copyFileSync(wasm, `${copy}.draft-${process.pid}`)
    renameSync(`${copy}.draft-${process.pid}`, copy)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildVerifier()
