import 'server-only'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { cellSources } from '../db/schema'
import type { CellSave, SavedCell, SaveOutcome } from './cells'

const HISTORY = 50
type Me = Viewer<'progress.write'>

const columns = { source: cellSources.source, revision: cellSources.revision, savedAt: cellSources.savedAt }
type Row = { source: string; revision: number; savedAt: Date }
const dto = (row: Row): SavedCell => ({ ...row, savedAt: row.savedAt.toISOString() })

const ofCell = (viewer: Me, lesson: string, cell: string) =>
  and(eq(cellSources.learnerId, viewer.id), eq(cellSources.lesson, lesson), eq(cellSources.cell, cell))

/** The newest saved text of each cell of a lesson, by cell id. */
export async function savedCells(
  viewer: Me,
  lesson: string,
  database: Queries = db(),
): Promise<Record<string, SavedCell>> {
  const rows = await database
    .selectDistinctOn([cellSources.cell], { cell: cellSources.cell, ...columns })
    .from(cellSources)
    .where(and(eq(cellSources.learnerId, viewer.id), eq(cellSources.lesson, lesson)))
    .orderBy(asc(cellSources.cell), desc(cellSources.revision))
  return Object.fromEntries(rows.map(({ cell, ...row }) => [cell, dto(row)]))
}

/** The latest 50 versions of a cell, newest first. */
export async function cellHistory(
  viewer: Me,
  lesson: string,
  cell: string,
  database: Queries = db(),
): Promise<SavedCell[]> {
  const rows = await database
    .select(columns)
    .from(cellSources)
    .where(ofCell(viewer, lesson, cell))
    .orderBy(desc(cellSources.revision))
    .limit(HISTORY)
  return rows.map(dto)
}

async function latest(viewer: Me, lesson: string, cell: string, database: Queries): Promise<Row | undefined> {
  const [row] = await database
    .select(columns)
    .from(cellSources)
    .where(ofCell(viewer, lesson, cell))
    .orderBy(desc(cellSources.revision))
    .limit(1)
  return row
}

/** Everything of the last day stays; of older hours only the last version of each. The newest is never removed. */
async function thin(viewer: Me, lesson: string, cell: string, database: Queries, now: Date): Promise<void> {
  await database.execute(sql`
    delete from cell_sources as old
    where learner_id = ${viewer.id} and lesson = ${lesson} and cell = ${cell}
      and saved_at < ${now.toISOString()}::timestamptz - interval '1 day'
      and exists (
        select from cell_sources as later
        where later.learner_id = old.learner_id and later.lesson = old.lesson and later.cell = old.cell
          and later.revision > old.revision
          and date_trunc('hour', later.saved_at) = date_trunc('hour', old.saved_at)
      )`)
}

/**
 * Saves a new version on top of `base`. Two windows that saved on the same base: one is stored, the other gets
 * `conflict` with the stored text. The text that is already stored is not stored again.
 */
export async function saveCell(
  viewer: Me,
  lesson: string,
  cell: string,
  { source, base }: Pick<CellSave, 'source' | 'base'>,
  database: Database = db(),
  now: Date = new Date(),
): Promise<SaveOutcome> {
  return database.transaction(async (tx): Promise<SaveOutcome> => {
    const before = await latest(viewer, lesson, cell, tx)
    if (before?.source === source) return { kind: 'saved', cell: dto(before) }
    if (before && before.revision !== base) return { kind: 'conflict', current: dto(before) }
    const [row] = await tx
      .insert(cellSources)
      .values({ learnerId: viewer.id, lesson, cell, revision: base + 1, source, savedAt: now })
      .onConflictDoNothing()
      .returning(columns)
    if (row) {
      await thin(viewer, lesson, cell, tx, now)
      return { kind: 'saved', cell: dto(row) }
    }
    // Another window took this revision between our read and our write; it has committed, so it can be read now.
    const winner = await latest(viewer, lesson, cell, tx)
    if (!winner) throw new Error('A revision exists that cannot be read')
    return winner.source === source
      ? { kind: 'saved', cell: dto(winner) }
      : { kind: 'conflict', current: dto(winner) }
  })
}
