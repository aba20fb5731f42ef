/**
 * Installs the project's packages with pnpm, bootstrapped into `.tools/` so that npm is all a newcomer needs.
 * Plain JavaScript without dependencies: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const PNPM_VERSION = '12.21.0'
const MARKER = join(root, 'node_modules', '.installed-from')
const INPUTS = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']

/** Ends the process with a sentence that says what to do. */
export function fail(message) {
  console.error(`\n✗ ${message}\n`)
  process.exit(1)
}

export function step(message) {
  console.log(`· ${message}`)
}

function digest() {
  const hash = createHash('sha256').update(process.version)
  for (const file of INPUTS) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer, then try again.`)
  }
}

function pnpmPath() {
  const bin = join(root, '.tools', 'node_modules', 'pnpm')
  const manifest = join(bin, 'package.json')
  const current = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : null
  if (current?.version !== PNPM_VERSION) {
    step(`Fetching pnpm ${PNPM_VERSION}`)
    mkdirSync(join(root, '.tools'), { recursive: true })
    const done = spawnSync(
      'npm',
      [
        'install',
        '--prefix',
        '.tools',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        `pnpm@${PNPM_VERSION}`,
      ],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
    )
    if (done.status !== 0)
      fail('pnpm could not be fetched: check that npm reaches its registry, then try again.')
  }
  return join(root, '.tools', 'node_modules', '.bin', 'pnpm')
}

/** Installs when the lock file, the manifest or Node changed since the last time; otherwise returns at once. */
export function ensureInstalled() {
  checkNode()
  const wanted = digest()
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return
  const pnpm = pnpmPath()
  step('Installing packages')
  const done = spawnSync(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  })
  if (done.status !== 0) {
    process.stdout.write(done.stdout ?? '')
    fail(
      'Packages could not be installed: the lines above say which one. Check the registry and the free disk space.',
    )
  }
  writeFileSync(MARKER, wanted)
}
