import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the compiled application depends on; lessons and data sets are read when it runs. */
const INPUTS = [
  'app',
  'components',
  'lib',
  'content/messages',
  'next.config.mjs',
  'postcss.config.mjs',
  'proxy.ts',
  'package.json',
  'pnpm-lock.yaml',
  'tsconfig.json',
]
const STAMP = '.next/built-from'

function* files(path: string): Generator<string> {
  if (!existsSync(path)) return
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const child = join(path, entry.name)
    if (entry.isDirectory()) yield* files(child)
    else if (!/\.test\.tsx?$/.test(entry.name)) yield child
  }
}

function digest(): string {
  const hash = createHash('sha256').update(process.version)
  for (const input of INPUTS) {
    const list = /\.[a-z]+$/.test(input) ? [input] : [...files(input)]
    for (const file of list) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Runs `next build` when an input changed since the last complete build. */
export async function buildApp(): Promise<void> {
  const wanted = digest()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  rmSync(STAMP, { force: true })
  console.log('· Application: compiling, a minute or two')
  const done = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (done.status !== 0) {
    process.stdout.write(done.stdout)
    process.stderr.write(done.stderr)
    throw new Error('next build failed')
  }
  writeFileSync(STAMP, wanted)
}
