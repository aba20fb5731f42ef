/**
 * The largest file of people in an empty installation: its preview, carrying it out, and the preview that finds nothing
 * left to do. `npm run bench -- import [--people 50000]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Viewer } from '../lib/auth/permissions'
import { connect } from '../lib/db/client.server'
import { startPostgres } from '../lib/db/embedded.server'
import { migrateDatabase } from '../lib/db/migrate.server'
import { users } from '../lib/db/schema'
import { uuidv7 } from '../lib/db/uuid'
import { rosterOf } from '../lib/people/import/fixture.testing'
import { applyImport, previewImport } from '../lib/people/import/import.server'
import { MAX_LINES } from '../lib/people/import/limits'
import { NOTHING_SAID } from '../lib/people/import/planned'
import type { Report } from './report'

export async function run(report: Report): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3).filter((argument) => argument !== '--'),
    options: { people: { type: 'string', default: String(MAX_LINES) } },
  })
  const folder = mkdtempSync(join(tmpdir(), 'zhucai-bench-'))
  const server = await startPostgres({ data: folder, password: 'bench' })
  await migrateDatabase(server.url())
  const database = connect(server.url(), { max: 4 })
  const seconds = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await work()
    report.figure(name, (performance.now() - from) / 1000, 's')
    return result
  }
  try {
    const id = uuidv7()
    await database.insert(users).values({ id, name: 'Admin', email: 'admin@example.com', role: 'admin' })
    const viewer = { id, role: 'admin' } as Viewer<'people.manage'>
    const given = {
      text: rosterOf(Number(values.people)),
      options: { ...NOTHING_SAID, departments: true },
    }
    report.compare(`${values.people} people in one file of ${given.text.length} characters`)
    const plan = await seconds('preview', () => previewImport(viewer, given, database))
    if ('fault' in plan) throw new Error(plan.fault)
    const body = { ...given, digest: plan.digest, invite: false }
    const done = await seconds('carried out', () => applyImport(viewer, body, { database }))
    if (!('created' in done)) throw new Error(JSON.stringify(done))
    await seconds('preview of what is done', () => previewImport(viewer, given, database))
    report.figure('memory at most', process.resourceUsage().maxRSS / 1024, 'MB')
  } finally {
    await database.$client.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
