/**
 * Builds the other side of the wall: the worker's runtime, the optional GPU backends, the frame, and the editor's
 * declarations, each under a content hash in `public/`, with `dist/kernel.json` to say where. Does nothing when no
 * input has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { KernelManifest } from '../lib/runtime/manifest'
import { assemblyPlugin } from './assembly'
import { rollTypes } from './kernel-types'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const WASM = 'tfjs-backend-wasm-simd.wasm'

const digest = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('hex')
}

/** The GPU backends are scripts of their own and find TF.js's core where `sandbox/backend.ts` puts it. */
const borrowCore: Plugin = {
  name: 'borrow-core',
  setup(pending) {
    pending.onResolve({ filter: /^@tensorflow\/tfjs-core($|\/)/ }, () => ({
      path: 'core',
      namespace: 'borrowed',
    }))
    pending.onLoad({ filter: /.*/, namespace: 'borrowed' }, () => ({
      contents: 'module.exports = globalThis.__zhucaiCore',
      loader: 'js',
    }))
  },
}

/** Threads need SharedArrayBuffer, which no `data:` worker may use; their loader would be a fifth of the script. */
const withoutThreads: Plugin = {
  name: 'without-threads',
  setup(pending) {
    pending.onLoad(
      { filter: /wasm-out[\\/]tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ },
      ({ path }) => ({
        contents: path.includes('.worker') ? "export const wasmWorkerContents = ''" : 'export default null',
        loader: 'js',
      }),
    )
  },
}

/** Bundles never resolve TF.js to its Node builds: the `module` entries are the ones with single files. */
async function bundle(entry: string, plugins: Plugin[], globalName?: string): Promise<string> {
  const result = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    // The bundle is strict, so an indirect eval of it leaves no variable behind.
    ...(globalName !== undefined && {
      globalName,
      footer: { js: `globalThis.${globalName}=${globalName};` },
    }),
    platform: 'browser',
    mainFields: ['module', 'main'],
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    banner: { js: '/* Contains TensorFlow.js 4.22.0, Apache-2.0, https://github.com/tensorflow/tfjs */' },
    charset: 'utf8',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins,
  })
  return withOwnGlobals(result.outputFiles[0]!.text)
}

/** What a cell may call something of its own, and the runtime goes on using. */
const GLOBALS = (
  'globalThis self Object Function Array Number String Boolean Symbol BigInt Math JSON Date RegExp Map ' +
  'Set WeakMap WeakSet WeakRef Promise Proxy Reflect Intl Error TypeError RangeError ReferenceError ' +
  'SyntaxError URIError ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array ' +
  'Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array ' +
  'WebAssembly TextEncoder TextDecoder parseInt parseFloat isNaN isFinite encodeURIComponent ' +
  'decodeURIComponent performance navigator console setTimeout clearTimeout setInterval clearInterval ' +
  'queueMicrotask'
).split(' ')

function withOwnGlobals(script: string): string {
  return `(function(${GLOBALS.join()}){${script}\n}).call(globalThis,${GLOBALS.join()})`
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Everything that decides what is built: our sources and the lock of the packages. */
async function inputsDigest(): Promise<string> {
  const files = [
    ...(await filesUnder(join(root, 'sandbox'))),
    ...['protocol', 'outputs', 'lesson-outputs', 'manifest', 'sizes'].map((name) =>
      join(root, 'lib/runtime', `${name}.ts`),
    ),
    ...['build-kernel', 'kernel-types', 'assembly'].map((name) => join(root, 'scripts', `${name}.ts`)),
    join(root, 'pnpm-lock.yaml'),
  ]
  const parts = await Promise.all(
    files.map(async (file) => `${relative(root, file)}\0${await readFile(file, 'utf8')}`),
  )
  return digest(...parts)
}

/** Rolling the declarations takes most of the time, so it is kept by its own inputs. */
async function types(): Promise<string> {
  const inputs = [
    'sandbox/editor.ts',
    'sandbox/stdlib/api.ts',
    'sandbox/stdlib/data-api.ts',
    'sandbox/stdlib/show-api.ts',
    'sandbox/stdlib/datasets-api.ts',
    'scripts/kernel-types.ts',
    'pnpm-lock.yaml',
  ]
  const key = digest(...(await Promise.all(inputs.map((file) => readFile(join(root, file), 'utf8')))))
  const kept = join(root, 'dist', 'kernel-types', `${key}.d.ts`)
  if (existsSync(kept)) return readFile(kept, 'utf8')
  const text = await rollTypes()
  await write(kept, text)
  return text
}

/** Under another name first: a reader never meets half a file. */
async function write(file: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, contents)
  await rename(draft, file)
}

async function removeOthers(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name !== keep) await rm(join(folder, name), { recursive: true })
}

async function readKept(inputs: string): Promise<KernelManifest | undefined> {
  const file = join(root, 'dist', 'kernel.json')
  const stamp = join(root, 'dist', 'kernel.inputs')
  if (!existsSync(file) || !existsSync(stamp) || (await readFile(stamp, 'utf8')) !== inputs) return undefined
  const kept = KernelManifest.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!kept.success) return undefined
  const { scripts, assets, types: declarations } = kept.data
  const urls = [...Object.values(scripts), ...Object.values(assets), declarations].map(({ url }) => url)
  return urls.every((url) => existsSync(join(root, 'public', url))) ? kept.data : undefined
}

export async function buildKernel(): Promise<KernelManifest> {
  const inputs = await inputsDigest()
  const kept = await readKept(inputs)
  if (kept) return kept

  const [core, webgpu, webgl, frame, declarations] = await Promise.all([
    bundle('sandbox/kernel.ts', [assemblyPlugin(), withoutThreads], '__kernel'),
    bundle('sandbox/gpu/webgpu.ts', [borrowCore]),
    bundle('sandbox/gpu/webgl.ts', [borrowCore]),
    bundle('sandbox/frame.ts', []),
    types(),
  ])
  const wasm = await readFile(
    join(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'), '..', 'dist', WASM),
  )
  const script = `sha256-${createHash('sha256').update(frame).digest('base64')}`
  const hash = digest(core, webgpu, webgl, frame, wasm).slice(0, 16)
  const typesHash = digest(declarations).slice(0, 16)

  const place = async (url: string, contents: string | Uint8Array) => {
    await write(join(root, 'public', url), contents)
    return { url, bytes: Buffer.byteLength(contents) }
  }
  const manifest: KernelManifest = {
    hash,
    scripts: {
      core: await place(`/kernel/${hash}/core.js`, core),
      webgpu: await place(`/kernel/${hash}/webgpu.js`, webgpu),
      webgl: await place(`/kernel/${hash}/webgl.js`, webgl),
    },
    assets: { [WASM]: await place(`/kernel/${hash}/${WASM}`, wasm) },
    types: await place(`/editor/${typesHash}/types.d.ts`, declarations),
    frame: {
      url: `/sandbox/frame?v=${hash}`,
      html: `<!doctype html><meta charset="utf-8"><title>kernel</title><script>${frame}</script>`,
      script,
    },
  }
  await write(join(root, 'dist', 'kernel.json'), JSON.stringify(KernelManifest.parse(manifest)))
  await write(join(root, 'dist', 'kernel.inputs'), inputs)
  await removeOthers(join(root, 'public', 'kernel'), hash)
  await removeOthers(join(root, 'public', 'editor'), typesHash)
  return manifest
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = Date.now()
  const { hash, scripts, assets, types: declarations } = await buildKernel()
  const size = (bytes: number) => `${Math.round(bytes / 1024)} kB`
  const sizes = Object.entries({ ...scripts, ...assets, types: declarations }).map(
    ([name, { bytes }]) => `${name} ${size(bytes)}`,
  )
  console.log(`kernel ${hash} in ${Date.now() - started} ms: ${sizes.join(', ')}`)
}
