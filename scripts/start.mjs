/**
 * `npm start [-- --all-data]`: installs, prepares, builds what changed, then becomes the supervisor of database and
 * web server (`serve.ts`, in this same process, so that one signal reaches the one owner).
 */
import { spawnSync } from 'node:child_process'
import { ensureInstalled, fail, root, step } from './install.mjs'

const development = process.argv.includes('--dev')
process.chdir(root)
ensureInstalled()

const prepared = spawnSync(
  process.execPath,
  [
    '--conditions=react-server',
    '--import',
    'tsx',
    'scripts/prepare.ts',
    ...(development ? ['--no-build'] : []),
    ...process.argv.filter((word) => word === '--all-data'),
  ],
  { stdio: 'inherit' },
)
if (prepared.status !== 0) fail('Preparing stopped: the lines above say at which step and what to do.')

step('Starting')
const { register } = await import('tsx/esm/api')
register()
await import('./serve.ts')
