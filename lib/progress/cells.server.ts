import 'server-only'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { cellSources } from '../db/schema'
import type { CellSave, SavedCell, SaveOutcome } from './cells'

const HISTORY = 50
/** Cells of one lesson that one person may hold, those of earlier versions included. */
const MOST_CELLS = 300
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

/** Which of these a person holds: any text in the lesson, a text of the cell, and room for a cell more. */
export async function holdings(
  viewer: Me,
  lesson: string,
  cell: string | undefined,
  database: Queries = db(),
): Promise<{ any: boolean; this: boolean; room: boolean }> {
  const rows = await database
    .selectDistinct({ cell: cellSources.cell })
    .from(cellSources)
    .where(and(eq(cellSources.learnerId, viewer.id), eq(cellSources.lesson, lesson)))
    .limit(MOST_CELLS)
  return {
    any: rows.length > 0,
    this: rows.some((row) => row.cell === cell),
    room: rows.length < MOST_CELLS,
  }
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

/**
 * Files a text among the versions of a cell, beneath its newest one: a text that another took the place of before it
 * was saved. The newest stays the newest, under a higher number; a cell without any version takes the text as its first.
 */
export async function fileCell(
  viewer: Me,
  lesson: string,
  cell: string,
  source: string,
  database: Database = db(),
  now: Date = new Date(),
): Promise<SavedCell> {
  const filed = await database.transaction(async (tx) => {
    const versions = await tx
      .select(columns)
      .from(cellSources)
      .where(ofCell(viewer, lesson, cell))
      .orderBy(desc(cellSources.revision))
      .limit(HISTORY)
    const [newest] = versions
    if (newest && versions.some((version) => version.source === source)) return newest
    const place = { learnerId: viewer.id, lesson, cell, savedAt: now }
    const first = { ...place, source, revision: (newest?.revision ?? 0) + 1 }
    const second = newest && { ...place, source: newest.source, revision: newest.revision + 2 }
    // Both or none: while another window's save is under way the second would stand on a text that is no longer newest.
    const [taken] = await tx.insert(cellSources).values(first).onConflictDoNothing().returning(columns)
    if (!taken || !second) return taken
    const [again] = await tx.insert(cellSources).values(second).returning(columns)
    return again
  })
  // Another window took the number meanwhile and has committed: above it there is room.
  return filed ? dto(filed) : fileCell(viewer, lesson, cell, source, database, now)
}
