/**
 * Compiles sandbox/backends/assembly to WebAssembly and puts the bytes where they are needed.
 *
 * `sandbox/backends/binary.ts` is the one module that yields the bytes. In Node it reads `dist/assembly/`,
 * which `buildAssembly()` fills; in a bundle the plugins below replace it by a module with the bytes inside,
 * because the sandbox has no network to fetch them from.
 *
 * Run directly, it compiles and prints the sizes.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin as EsbuildPlugin } from 'esbuild'
import type { Plugin as VitePlugin } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = join(root, 'sandbox', 'backends', 'assembly')
const output = join(root, 'dist', 'assembly')

/**
 * Relaxed SIMD fuses product and sum, where the engine has it; a shared memory is what TF.js's threaded
 * binary runs on, and a module must declare it to import it.
 */
const variants = {
  simd: [],
  relaxed: ['--enable', 'relaxed-simd'],
  'simd-shared': ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  'relaxed-shared': [
    '--enable',
    'relaxed-simd',
    '--enable',
    'threads',
    '--sharedMemory',
    '--maximumMemory',
    '65536',
  ],
} as const satisfies Record<string, readonly string[]>
type Variant = keyof typeof variants

/** No runtime, no data segment, no abort: the module borrows TF.js's memory and owns none of it. */
const options = [
  '--runtime',
  'stub',
  '--noAssert',
  '--use',
  'abort=',
  '--importMemory',
  '--enable',
  'simd',
  '-O3',
]

const moduleFile = /[\\/]sandbox[\\/]backends[\\/]binary\.ts$/

/** Compiles what has changed since the last time; the files are `dist/assembly/<variant>.wasm`. */
export async function buildAssembly(): Promise<Record<Variant, Uint8Array>> {
  const names = (await readdir(sources)).filter((name) => name.endsWith('.ts')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(sources, name), 'utf8')))
  const built: Partial<Record<Variant, Uint8Array>> = {}
  for (const variant of Object.keys(variants) as Variant[]) {
    const key = JSON.stringify([names, texts, options, variants[variant]])
    const digest = createHash('sha256').update(key).digest('hex')
    built[variant] = (await readBuilt(variant, digest)) ?? (await compile(variant, digest))
  }
  return built as Record<Variant, Uint8Array>
}

async function readBuilt(variant: Variant, digest: string): Promise<Uint8Array | undefined> {
  try {
    const stamp = await readFile(join(output, `${variant}.sha256`), 'utf8')
    return stamp === digest ? await readFile(join(output, `${variant}.wasm`)) : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function compile(variant: Variant, digest: string): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc')
  let bytes: Uint8Array | undefined
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', sources, '--outFile', 'out.wasm', ...options, ...variants[variant]],
    {
      writeFile: (_name: string, contents: string | Uint8Array) => {
        if (typeof contents !== 'string') bytes = contents
      },
    },
  )
  if (error !== null || bytes === undefined) {
    throw new Error(`sandbox/backends/assembly does not compile (${variant}):\n${stderr.toString()}`)
  }
  await mkdir(output, { recursive: true })
  await replaceFile(join(output, `${variant}.wasm`), bytes)
  await replaceFile(join(output, `${variant}.sha256`), digest)
  return bytes
}

/** Test files and builds may run side by side: a reader sees the old file or the new one, never half of it. */
async function replaceFile(path: string, contents: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, contents)
  await rename(temporary, path)
}

async function embed(): Promise<string> {
  const built = await buildAssembly()
  const entries = Object.entries(built).map(
    ([variant, bytes]) =>
      `${JSON.stringify(variant)}: ${JSON.stringify(Buffer.from(bytes).toString('base64'))}`,
  )
  return [
    `const texts = { ${entries.join(', ')} };`,
    'export function readBinary(variant) {',
    '  return Uint8Array.from(atob(texts[variant]), (character) => character.charCodeAt(0));',
    '}',
  ].join('\n')
}

/** For esbuild: `plugins: [assemblyPlugin()]`. */
export function assemblyPlugin(): EsbuildPlugin {
  return {
    name: 'assembly',
    setup(build) {
      build.onLoad({ filter: moduleFile }, async () => ({ contents: await embed(), loader: 'js' }))
    },
  }
}

/** For Vite and Vitest: `plugins: [assemblyVitePlugin()]`; tests then run the bytes of today's sources. */
export function assemblyVitePlugin(): VitePlugin {
  return {
    name: 'assembly',
    enforce: 'pre',
    async load(id) {
      return moduleFile.test(id.split('?')[0] ?? id) ? embed() : undefined
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [variant, bytes] of Object.entries(await buildAssembly())) {
    console.log(`assembly.${variant}: ${bytes.byteLength} bytes`)
  }
}
