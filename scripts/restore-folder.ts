/** Makes the data folder of an installation out of a backup. */
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { BackupProblem } from '../lib/backup/format'
import { load, requireKnown } from '../lib/backup/load.server'
import { headOf } from '../lib/backup/read.server'
import { startPostgres } from '../lib/db/embedded.server'
import { acquireLock } from '../lib/db/lock.server'
import { readSecrets, writeSecrets } from '../lib/db/secrets.server'
import { databaseOf } from './installation'

const DRAFT = 'restoring-'
const ASIDE = 'before-restore-'

/**
 * The new database grows in a folder inside, and takes its place when it is whole and compared: a restore that was killed
 * leaves everything as it was. Moving inside the folder also works where it is the root of a mounted disk.
 */
export async function restoreFolder(
  data: string,
  file: string,
  { force = false }: { force?: boolean } = {},
): Promise<{ aside: string | undefined }> {
  const head = await headOf(file)
  requireKnown(head)
  fs.mkdirSync(data, { recursive: true })
  const taken = acquireLock(data, null)
  if (taken.outcome === 'held')
    throw new BackupProblem(
      `The site runs on ${data} (process ${taken.by.pid}). Stop it first, or restore beside it: ZHUCAI_DATA=.data-2`,
    )
  try {
    for (const left of fs.readdirSync(data).filter((name) => name.startsWith(DRAFT)))
      fs.rmSync(path.join(data, left), { recursive: true, force: true })
    const present = fs.readdirSync(data).filter((name) => name !== 'lock' && !name.startsWith(ASIDE))
    if (present.length > 0 && !force)
      throw new BackupProblem(
        `${data} is not empty (${present.slice(0, 3).join(', ')}). Restore into another folder with ZHUCAI_DATA=…, ` +
          'or add --force: what is there is moved aside and kept.',
      )
    const draft = path.join(data, `${DRAFT}${randomBytes(3).toString('hex')}`)
    fs.mkdirSync(draft)
    try {
      await grow(draft, file, head)
      const aside = present.length > 0 ? moveAside(data, present) : undefined
      for (const name of ['secrets.json', 'postgres'])
        fs.renameSync(path.join(draft, name), path.join(data, name))
      return { aside }
    } finally {
      fs.rmSync(draft, { recursive: true, force: true })
    }
  } finally {
    taken.lock.release()
  }
}

async function grow(draft: string, file: string, head: Awaited<ReturnType<typeof headOf>>): Promise<void> {
  // Of a database elsewhere there are none: then new ones are made.
  if (head.secrets) writeSecrets(draft, head.secrets)
  const postgres = await startPostgres({ data: draft, password: readSecrets(draft).databasePassword })
  try {
    await load(await databaseOf(postgres), file, head)
  } finally {
    await postgres.stop()
  }
}

function moveAside(data: string, names: string[]): string {
  const aside = path.join(data, `${ASIDE}${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  fs.mkdirSync(aside, { mode: 0o711 })
  for (const name of names) fs.renameSync(path.join(data, name), path.join(aside, name))
  return aside
}
