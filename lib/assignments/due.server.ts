import 'server-only'
import { sql } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { day } from '../insights/dates'
import { daysUntil, standingOf } from './decide'
import { dueDaySql } from './due-day.server'
import { findSubject, type Subject } from './subjects.server'

/** Something the viewer was asked to do by a day. */
export type Due = {
  /** Of the assignment. */
  id: string
  subject: Subject
  subjectId: string
  title: { zh: string; en: string }
  /** Lessons asked for, in order. */
  lessons: string[]
  /** How many of them are verified. */
  verified: number
  /** All are. */
  done: boolean
  /** ISO day, with the person's own extension. */
  dueOn: string
  /** From today on, by Shanghai's calendar; negative when overdue. */
  daysLeft: number
  isOverdue: boolean
  isExtended: boolean
  note: string | null
}

type Row = {
  id: string
  subject: Subject
  subjectId: string
  note: string | null
  dueOn: string
  kind: 'waiver' | 'extension' | null
}

/** What the viewer was given to do and was not let off, the nearest day first; what is done comes last. */
export async function dueFor(
  viewer: Viewer<'progress.write'>,
  database: Queries = db(),
  now = new Date(),
): Promise<Due[]> {
  const due = dueDaySql({
    dueOn: sql`a.due_on`,
    dueDays: sql`a.due_days`,
    givenAt: sql`a.created_at`,
    since: sql`p.since`,
    extendedTo: sql`x.due_on`,
  })
  const rows = await database.execute<Row>(sql`
    with recursive me as (select id, department_id, cohort_id from people where id = ${viewer.id}),
      above as (select d.id, d.parent_id from departments d join me on d.id = me.department_id
        union select d.id, d.parent_id from departments d join above a on d.id = a.parent_id)
    select a.id, a.subject, a.subject_id "subjectId", a.note, x.kind,
      to_char(${due}, 'YYYY-MM-DD') "dueOn"
    from assignments a left join people p on p.id = ${viewer.id}
    left join lateral (select e.kind, e.due_on from assignment_exceptions e
      where e.learner_id = ${viewer.id} and e.assignment_id = a.id order by e.created_at desc, e.id desc limit 1) x on true
    where a.cancelled_at is null and x.kind is distinct from 'waiver' and (
      a.audience = 'person' and a.audience_id = ${viewer.id}
      or ${viewer.role === 'trainee'} and (a.audience = 'cohort' and a.audience_id = (select cohort_id from me)
        or a.audience = 'department' and a.audience_id in (select id from above)))`)
  const verified = await database.execute<{ lesson: string }>(
    sql`select lesson from lesson_states where learner_id = ${viewer.id} and verified_at is not null`,
  )
  const proved = new Set([...verified].map(({ lesson }) => lesson))
  const today = day(now)
  return [...rows]
    .flatMap((row): Due[] => {
      const { kind, ...rest } = row
      const found = findSubject(row.subject, row.subjectId)
      if (!found) return []
      const done = found.lessons.filter((lesson) => proved.has(lesson)).length
      const work = { verified: done, total: found.lessons.length, dueOn: row.dueOn, isWaived: false }
      const standing = standingOf(work, today)
      return [
        {
          ...rest,
          title: found.title,
          lessons: found.lessons,
          verified: done,
          done: standing === 'done',
          isOverdue: standing === 'overdue',
          daysLeft: daysUntil(row.dueOn, today),
          isExtended: kind === 'extension',
        },
      ]
    })
    .toSorted((a, b) => Number(a.done) - Number(b.done) || a.dueOn.localeCompare(b.dueOn))
}
