import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { auditLook } from '../api/audit.server'
import type { Role, Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { lessonStates } from '../db/schema'
import type { PersonStatus } from './filters'
import { isErased, statusOf } from './list.server'

type Names = { zh: string; en: string }

/** A person as HR and administrators see them: place and results, never code. */
export type Person = {
  id: string
  name: string
  email: string
  role: Role
  status: PersonStatus
  createdAt: string
  /** Latest sign-in whose session still exists. */
  seenAt: string | null
  /** Null for accounts without a place in the organisation. */
  place: {
    number: string
    departmentId: string
    department: Names
    cohortId: string | null
    cohort: Names | null
    mentorId: string | null
    mentor: string | null
    track: string
    joinedOn: string
  } | null
  /** People whose mentor this is. */
  mentees: number
}

export type LessonResult = {
  lesson: string
  lastAt: Date
  runs: number
  activeMinutes: number
  verifiedAt: Date | null
  verifiedBy: 'checks' | 'placement' | 'waiver' | null
  bestScore: number | null
}

/** Leaves an audit record of who looked at whom. @param id from the address: anything */
export async function readPerson(
  viewer: Viewer<'people.read'>,
  id: string,
  database: Queries = db(),
): Promise<{ person: Person; results: LessonResult[] } | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined
  const [person] = await database.execute<Person>(sql`
    select u.id, u.name, u.email, u.role, ${statusOf} status, u.created_at "createdAt",
      (select max(s.created_at) from sessions s where s.user_id = u.id) "seenAt",
      (select count(*)::int from people o where o.mentor_id = u.id) mentees,
      case when p.id is not null then json_build_object('number', p.external_id,
        'departmentId', d.id, 'department', json_build_object('zh', d.name_zh, 'en', d.name_en),
        'cohortId', c.id, 'cohort', case when c.id is not null then
          json_build_object('zh', c.name_zh, 'en', c.name_en) end,
        'mentorId', m.id, 'mentor', m.name, 'track', p.track, 'joinedOn', p.joined_on) end place
    from users u left join people p on p.id = u.id left join departments d on d.id = p.department_id
    left join cohorts c on c.id = p.cohort_id left join users m on m.id = p.mentor_id
    where u.id = ${id} and not ${isErased}`)
  if (!person) return undefined
  if (person.id !== viewer.id) await auditLook(database, viewer, 'person.read', `user ${id}`)
  const results = await database
    .select({
      lesson: lessonStates.lesson,
      lastAt: lessonStates.lastAt,
      runs: lessonStates.runs,
      activeMinutes: lessonStates.activeMinutes,
      verifiedAt: lessonStates.verifiedAt,
      verifiedBy: lessonStates.verifiedBy,
      bestScore: lessonStates.bestScore,
    })
    .from(lessonStates)
    .where(eq(lessonStates.learnerId, id))
    .orderBy(sql`${lessonStates.lastAt} desc`, lessonStates.lesson)
  return { person, results }
}
