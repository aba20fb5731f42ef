/** Bundles the web server into `dist/web.mjs`: the supervisor starts it with plain Node. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Packages stay where they are, but for the mark of server files, which refuses to be loaded by plain Node. */
const marked: Plugin = {
  name: 'server-only',
  setup(pending) {
    pending.onResolve({ filter: /^server-only$/ }, () => ({ path: 'server-only', namespace: 'marked' }))
    pending.onLoad({ filter: /.*/, namespace: 'marked' }, () => ({ contents: '' }))
  },
}

export async function buildWeb(): Promise<void> {
  const built = await build({
    entryPoints: [join(ROOT, 'scripts', 'web.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    legalComments: 'none',
    logLevel: 'error',
    plugins: [marked],
  })
  const code = Buffer.from(built.outputFiles[0]!.contents)
  const target = join(ROOT, 'dist', 'web.mjs')
  if (existsSync(target) && readFileSync(target).equals(code)) return
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(`${target}.draft-${process.pid}`, code)
  renameSync(`${target}.draft-${process.pid}`, target)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb()
