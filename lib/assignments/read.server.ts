import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import type { CountedPage, Cursor, Page } from '../db/keyset'
import { counts, type Order, readCountedPage } from '../db/keyset.server'
import { assignments } from '../db/schema'
import { day } from '../insights/dates'
import { GRACE_DAYS } from './decide'
import { countMembers, type Counts, type Given, type Member, readMembers } from './members.server'
import { findSubject, type Subject } from './subjects.server'

export type Assignment = Given & {
  subject: Subject
  subjectId: string
  title: { zh: string; en: string }
  audienceName: { zh: string; en: string }
  note: string | null
  by: string
  cancelledAt: Date | null
}

// Inside another query drizzle leaves the outer table's name out, so it is written here.
const columns = {
  id: assignments.id,
  subject: assignments.subject,
  subjectId: assignments.subjectId,
  audience: assignments.audience,
  audienceId: assignments.audienceId,
  dueOn: assignments.dueOn,
  dueDays: assignments.dueDays,
  note: assignments.note,
  createdAt: assignments.createdAt,
  cancelledAt: assignments.cancelledAt,
  by: sql<string>`(select name from users where users.id = assignments.created_by)`,
  audienceName: sql<{ zh: string; en: string } | null>`case assignments.audience
    when 'department' then (select json_build_object('zh', name_zh, 'en', name_en) from departments d
      where d.id = assignments.audience_id)
    when 'cohort' then (select json_build_object('zh', name_zh, 'en', name_en) from cohorts c
      where c.id = assignments.audience_id)
    else (select json_build_object('zh', name, 'en', name) from users u where u.id = assignments.audience_id) end`,
}

type Row = Omit<Assignment, 'title' | 'lessons' | 'audienceName'> & {
  audienceName: Assignment['audienceName'] | null
}

function describe(row: Row): Assignment {
  const found = findSubject(row.subject, row.subjectId)
  return {
    ...row,
    title: found?.title ?? { zh: row.subjectId, en: row.subjectId },
    lessons: found?.lessons ?? [],
    audienceName: row.audienceName ?? { zh: '—', en: '—' },
  }
}

/** Rows a page. */
const PAGE = 20

/** Those due last first, and after all of them those taken back. */
const ORDER: Order = [
  { by: sql`(${assignments.cancelledAt} is not null)::int`, type: 'int' },
  { by: sql`${assignments.dueOn}`, type: 'day', descending: true },
  { by: sql`${assignments.id}`, type: 'uuid', descending: true },
]

/** All assignments, those due last first, with how many people are done, late or let off. */
export async function listAssignments(
  _viewer: Viewer<'assignments.write'>,
  cursor?: Cursor,
  database: Queries = db(),
): Promise<CountedPage<Assignment & { counts: Counts }>> {
  const page = await readCountedPage(
    'assignments',
    ORDER,
    cursor,
    PAGE,
    ({ where, orderBy, limit, mark }) =>
      database
        .select({ ...columns, mark })
        .from(assignments)
        .where(where)
        .orderBy(orderBy)
        .limit(limit),
    async (before) => {
      const [counted] = await database.select(counts(before)).from(assignments)
      return counted!
    },
  )
  const today = day(new Date())
  const rows = []
  for (const row of page.rows) {
    const assignment = describe(row)
    rows.push({ ...assignment, counts: await countMembers(assignment, today, database) })
  }
  return { ...page, rows }
}

/** @param id from the address: anything */
export async function findAssignment(id: string, database: Queries = db()): Promise<Assignment | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined
  const [row] = await database.select(columns).from(assignments).where(eq(assignments.id, id))
  return row && describe(row)
}

/** People shown on one page of an assignment. */
const PEOPLE = 100

/** One assignment, its counts and a page of its people by personnel number. */
export async function readAssignment(
  _viewer: Viewer<'assignments.write'>,
  id: string,
  { cursor, standing }: { cursor?: Cursor | undefined; standing?: Member['standing'] | undefined } = {},
  database: Queries = db(),
): Promise<{ assignment: Assignment; counts: Counts; members: Page<Member> } | undefined> {
  const assignment = await findAssignment(id, database)
  if (!assignment) return undefined
  const today = day(new Date())
  const [standings, members] = await Promise.all([
    countMembers(assignment, today, database),
    readMembers(assignment, today, { cursor, standing, size: PEOPLE }, database),
  ])
  return { assignment, counts: standings, members }
}

/** Those not taken back whose date, or an extension of it, or the grace of somebody who came later is not before a day. */
export async function openAssignments(since: string, database: Queries = db()): Promise<Assignment[]> {
  const rows = await database
    .select(columns)
    .from(assignments)
    .where(
      sql`${assignments.cancelledAt} is null and (${assignments.dueOn} >= ${since} or exists (
        select from assignment_exceptions e where e.assignment_id = assignments.id and e.due_on >= ${since})
        or exists (select from people p where p.status = 'active'
          and p.since + coalesce(assignments.due_days, ${GRACE_DAYS}::int) >= ${since}::date
          and p.since > (assignments.created_at at time zone 'Asia/Shanghai')::date))`,
    )
    .orderBy(assignments.id)
  return rows.map(describe)
}
