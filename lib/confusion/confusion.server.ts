import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { compiledLesson } from '../content/source.server'
import { db, type Queries } from '../db/client.server'
import { type CellConfusion, findConfusion, type Happening } from './confusion'

/** The people who worked on the lesson last: enough for the picture, and the same cost however many there are. */
export const PEOPLE = 1000

type Row = {
  learner: string
  type: string
  cell: string | null
  check: string | null
  outcome: Happening['outcome'] | null
  error: string | null
  at: string
}

/** @param lesson of the catalogue, by its present id */
export async function confusionOf(
  _viewer: Viewer<'confusion.read'>,
  lesson: string,
  database: Queries = db(),
): Promise<{ cells: CellConfusion[]; asOf: Date }> {
  const { cells, checks } = await compiledLesson(lesson, 'zh')
  const cellOfCheck = new Map(checks.map((check) => [check.id, check.for]))
  const rows = await database.execute<Row>(sql`
    with recent as (
      select learner_id from lesson_states where lesson = ${lesson} order by last_at desc limit ${PEOPLE}
    )
    select e.learner_id as learner, e.type, e.data ->> 'cell' as cell, e.data ->> 'check' as check,
      e.data ->> 'outcome' as outcome, e.data ->> 'error' as error,
      (extract(epoch from e.at) * 1000)::bigint::text as at
    from recent join progress_events e on e.learner_id = recent.learner_id and e.lesson = ${lesson}
    where e.type in ('cell.ran', 'check.passed')`)
  const happenings = [...rows].flatMap((row): Happening[] => {
    const cell = row.cell ?? cellOfCheck.get(row.check ?? '')
    if (cell === undefined) return []
    const { learner, outcome, error } = row
    const type = row.type === 'cell.ran' ? 'ran' : 'passed'
    return [{ learner, type, cell, outcome: outcome ?? 'done', error, at: Number(row.at) }]
  })
  const checked = new Set(cellOfCheck.values())
  return {
    cells: findConfusion(
      cells.map(({ id }) => ({ id, checked: checked.has(id) })),
      happenings,
    ),
    asOf: new Date(),
  }
}
