/**
 * `npm run restore -- <file>` makes an installation out of a backup; `--check` only reads the file to its end; `--force`
 * moves aside what the data folder holds, and deletes nothing.
 */
import path from 'node:path'
import { load } from '../lib/backup/load.server'
import { checkBackup, headOf } from '../lib/backup/read.server'
import { perform, Problem, readSettings } from './installation'
import { restoreFolder } from './restore-folder'

const USAGE = 'npm run restore -- FILE [--check | --force]'
const FLAGS = new Set(['--check', '--force'])

await perform(async () => {
  const words = process.argv.slice(2)
  const flags = new Set(words.filter((word) => word.startsWith('-')))
  const [name, ...more] = words.filter((word) => !word.startsWith('-'))
  if (!name || more.length > 0 || [...flags].some((flag) => !FLAGS.has(flag)))
    throw new Problem(`Say what to restore: ${USAGE}`)
  const file = path.resolve(name)
  // To its end before anything is touched.
  const { end } = await checkBackup(file)
  const head = await headOf(file)
  const rows = Object.values(end).reduce((sum, table) => sum + table.rows, 0)
  const holds = `${rows} rows of ${Object.keys(end).length} tables, as of ${head.made}`
  if (flags.has('--check')) return console.log(`${file} is whole: ${holds}.`)
  const { DATABASE_URL, ZHUCAI_DATA } = readSettings()
  if (DATABASE_URL) {
    await load(DATABASE_URL, file, head)
    return console.log(`Restored into the database of DATABASE_URL and compared: ${holds}. Now: npm start`)
  }
  const data = path.resolve(ZHUCAI_DATA)
  const { aside } = await restoreFolder(data, file, { force: flags.has('--force') })
  if (aside) console.log(`What was in ${data} lies in ${aside} now.`)
  console.log(`Restored into ${data} and compared: ${holds}. Now: npm start`)
})
