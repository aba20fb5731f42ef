/** `npm test`: installs what is missing, then runs every gate. The last line is `N passed, N failed`. */
import { spawnSync } from 'node:child_process'
import { ensureInstalled, root } from './install.mjs'

process.chdir(root)
ensureInstalled()
const done = spawnSync(
  process.execPath,
  ['--conditions=react-server', '--import', 'tsx', 'scripts/gates.ts', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(done.status ?? 1)
