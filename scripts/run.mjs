/**
 * `node scripts/run.mjs file.ts …` installs what is missing and runs a TypeScript file of the project;
 * `node scripts/run.mjs --bin tool …` runs an installed tool.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, fail, root } from './install.mjs'

const [first, ...rest] = process.argv.slice(2)
if (first === undefined) fail('Name a file to run.')
ensureInstalled()

const done =
  first === '--bin'
    ? spawnSync(join(root, 'node_modules', '.bin', rest[0]), rest.slice(1), { cwd: root, stdio: 'inherit' })
    : spawnSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', first, ...rest], {
        cwd: root,
        stdio: 'inherit',
      })
process.exit(done.status ?? 1)
