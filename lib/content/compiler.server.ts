/** Bundles the lesson compiler into one plain script, so that its threads start without a TypeScript loader. */
import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

export type Compiler = {
  script: string
  /** Changes with our code and with the version of any library. */ hash: string
}

/** The repository; the bundle lies in it, because it still imports its libraries from `node_modules`. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export function bundleCompiler(): Compiler {
  const result = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['lib/content/compile-worker.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  })
  const code = result.outputFiles[0]?.text ?? ''
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: object
  }
  const hash = digest([code, JSON.stringify(dependencies)])
  const folder = join(ROOT, 'dist', 'compiler')
  const script = join(folder, `${hash}.mjs`)
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true })
    // Two builds at once write the same text; the rename keeps either from running half of it.
    const draft = `${script}.${process.pid}`
    writeFileSync(draft, code)
    renameSync(draft, script)
  }
  return { script, hash }
}

/** 128 bits in hexadecimal of the parts, each with its length, so that no two lists collide. */
export function digest(parts: string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:${part}`)
  return hash.digest('hex').slice(0, 32)
}
