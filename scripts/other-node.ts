/**
 * The unit and database tests on the next Node that is supported for years, beside the one at hand: `npm test` runs on
 * whatever a person has. What is said to it (`--reporter=…`) goes on to Vitest. Fetched into `.tools/` once, as pnpm is.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { arch, platform } from 'node:process'
import { join } from 'node:path'

const VERSION = '24.22.3'
const folder = join('.tools', `node-${VERSION}`)
const name = `node-${platform}-${arch}`
const binary = join(folder, 'node_modules', name, 'bin', 'node')

if (!existsSync(binary)) {
  console.log(`· Fetching Node ${VERSION}`)
  const fetched = spawnSync(
    'npm',
    ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', `${name}@${VERSION}`],
    { stdio: 'inherit' },
  )
  if (fetched.status !== 0 || !existsSync(binary)) {
    console.error(`✗ Node ${VERSION} could not be fetched: check that npm reaches its registry.`)
    process.exit(1)
  }
}
const done = spawnSync(
  binary,
  [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
process.exit(done.status ?? 1)
