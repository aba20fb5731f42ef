/**
 * `npm run backup -- <file>`: everything the installation holds as of one moment, with the site running or not. The file
 * holds its secrets too, and is to be kept like a password.
 */
import path from 'node:path'
import { backUp } from '../lib/backup/dump.server'
import { readSecrets } from '../lib/db/secrets.server'
import { perform, Problem, withDatabase } from './installation'

const USAGE = 'npm run backup -- FILE, for example npm run backup -- /backups/zhucai-2026-12-01.gz'

await perform(async () => {
  const [name, ...more] = process.argv.slice(2)
  if (!name || name.startsWith('-') || more.length > 0) throw new Problem(`Say where to: ${USAGE}`)
  const file = path.resolve(name)
  await withDatabase(async (database, { DATABASE_URL, ZHUCAI_DATA }) => {
    const secrets = DATABASE_URL ? null : readSecrets(path.resolve(ZHUCAI_DATA))
    const { end } = await backUp(database.$client, secrets, file)
    const rows = Object.values(end).reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${file} holds ${rows} rows of ${Object.keys(end).length} tables and was read again to its end.\n` +
        'It holds personal data, digests of passwords and the secrets of the installation: keep it like a password.',
    )
  }, 'as-it-is')
})
