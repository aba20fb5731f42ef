import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { audit } from '../../api/audit.server'
import type { Viewer } from '../../auth/permissions'
import { catalog } from '../../curriculum/catalog.server'
import { db, type Database, type Queries } from '../../db/client.server'
import { settings } from '../../db/schema'
import { day } from '../../insights/dates'
import { digestOf } from '../digest.server'
import { holdAdmins } from '../guards.server'
import type { Fault } from '../shapes'
import { carryOut } from './carry-out.server'
import type { Choices } from './columns'
import { type FileFault, readPeopleFile } from './file'
import { readOrganisation } from './organisation.server'
import { planImport } from './plan'
import { type Imported, NOTHING_SAID, type Options, type Preview, type Progress } from './planned'

type Allowed = Viewer<'people.manage'>
export type Given = {
  text: string
  /** What somebody said about the headings of this file; what was said of earlier files counts less. */
  choices?: Choices
  options?: Options
}
/** What the file would change, line by line; nothing is written. */
export async function previewImport(
  viewer: Allowed,
  { text, choices = {}, options = NOTHING_SAID }: Given,
  database: Queries = db(),
): Promise<Preview | FileFault> {
  const said = { ...(await readChoices(viewer, database)), ...choices }
  const file = readPeopleFile(text, said)
  if ('fault' in file) return file
  const organisation = await readOrganisation(viewer, catalog(), database)
  const plan = planImport(file, { organisation, options, today: day(new Date()), viewer: viewer.id })
  return { ...plan, digest: digestOf([text, options, plan]) }
}

export type Refused = FileFault | { stale: Fault } | { cancelled: true }

type Ways = {
  database?: Database
  /** Ends the work; nothing of it stays. */
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

class Cancelled extends Error {}

/** Carries out what `previewImport` showed, all of it or nothing. */
export async function applyImport(
  viewer: Allowed,
  { digest, invite, ...given }: Given & { digest: string; invite: boolean },
  { database = db(), signal, onProgress = () => {} }: Ways = {},
): Promise<Imported | Refused> {
  const stop = () => {
    if (signal?.aborted) throw new Cancelled('the import was cancelled')
  }
  try {
    return await database.transaction(async (tx) => {
      const options = given.options ?? NOTHING_SAID
      // Nobody else makes these less meanwhile, and the plan lets them be: one stays whatever the file says.
      if (options.roles || options.leavers) await holdAdmins(tx)
      await tx.execute(sql`lock table people, departments, cohorts in share row exclusive mode`)
      const plan = await previewImport(viewer, given, tx)
      if ('fault' in plan) return plan
      if (plan.digest !== digest) return { stale: 'stale' as const }
      const done = await carryOut(tx, viewer, { plan, options, invite, onProgress, stop })
      const { created, updated, closed, roles, departments } = done
      const refused = plan.refused.length
      const counts = { created, updated, closed, roles, departments, refused }
      await audit(tx, viewer, 'people.imported', 'people', counts)
      await rememberChoices(tx, given.choices ?? {})
      return done
    })
  } catch (error) {
    if (error instanceof Cancelled) return { cancelled: true }
    throw error
  }
}

const REMEMBERED = 'people-import-columns'
/** Headings kept; those of the latest files. */
const MOST_REMEMBERED = 200

/** What was said about headings in files that were imported. */
async function readChoices(_viewer: Allowed, database: Queries): Promise<Choices> {
  const [row] = await database.select().from(settings).where(eq(settings.key, REMEMBERED))
  return (row?.value ?? {}) as Choices
}

async function rememberChoices(tx: Queries, choices: Choices): Promise<void> {
  if (Object.keys(choices).length === 0) return
  const [row] = await tx.select().from(settings).where(eq(settings.key, REMEMBERED))
  const before = Object.entries((row?.value ?? {}) as Choices).filter(([key]) => !Object.hasOwn(choices, key))
  const value = Object.fromEntries([...before, ...Object.entries(choices)].slice(-MOST_REMEMBERED))
  await tx
    .insert(settings)
    .values({ key: REMEMBERED, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } })
}
