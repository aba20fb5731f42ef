/** The definitions of the figures once more, by plain loops over all rows: what the SQL is held against. */
import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import type { Database } from '../db/client.server'
import type { departments, lessonStates, people, users } from '../db/schema'
import type { InsightFilters, Status } from './filters'
import type { Source } from './source.server'

type Rows = {
  users: InferSelectModel<typeof users>[]
  people: InferSelectModel<typeof people>[]
  departments: InferSelectModel<typeof departments>[]
  states: InferSelectModel<typeof lessonStates>[]
}

export async function readAll(database: Database): Promise<Rows> {
  return {
    users: await database.query.users.findMany(),
    people: await database.query.people.findMany(),
    departments: await database.query.departments.findMany(),
    states: await database.query.lessonStates.findMany(),
  }
}

const DAY = 86_400_000

export type Standing = {
  id: string
  name: string
  number: string
  department: string
  status: Status
  why: 'failing' | 'idle' | null
  verified: string[]
  recent: string[]
  minutes: number | null
  lastAt: Date | null
}

export function bruteForce(rows: Rows, filters: InsightFilters, source: Source): Standing[] {
  const lessons = source.lessons.filter((lesson) => !filters.stage || lesson.stage === filters.stage)
  const now = source.asOf.getTime()
  const from = filters.period === 'all' ? -Infinity : now - Number(filters.period) * DAY
  const inside = (department: string | null): boolean => {
    if (department === null) return false
    if (department === filters.department) return true
    return inside(rows.departments.find(({ id }) => id === department)!.parentId)
  }
  const everyone = rows.people.flatMap((person): Standing[] => {
    const user = rows.users.find(({ id }) => id === person.id)!
    if (user.role !== 'trainee') return []
    if (person.status !== (filters.status === 'inactive' ? 'inactive' : 'active')) return []
    if (filters.department && !inside(person.departmentId)) return []
    if (filters.cohort && person.cohortId !== filters.cohort) return []
    if (filters.mentor && person.mentorId !== filters.mentor) return []
    const states = rows.states.filter(
      (state) => state.learnerId === person.id && lessons.some(({ id }) => id === state.lesson),
    )
    const verified = states.filter((state) => state.verifiedAt !== null)
    const recent = verified.filter(({ verifiedAt: at }) => at!.getTime() > from && at!.getTime() <= now)
    const open = states.filter((state) => state.verifiedAt === null)
    const lastAt =
      states.length === 0 ? null : new Date(Math.max(...states.map((state) => state.lastAt.getTime())))
    const failing = open.some(
      (state) =>
        state.failedRuns >= 5 &&
        state.lastErrorAt !== null &&
        state.lastErrorAt.getTime() >= state.lastCellAt!.getTime(),
    )
    const idle = open.length > 0 && lastAt!.getTime() < now - 14 * DAY
    const done = states.length > 0 && verified.length >= lessons.length
    const minutes = recent.map((state) => state.activeMinutes)
    return [
      {
        id: person.id,
        name: user.name,
        number: person.externalId,
        department: person.departmentId,
        status:
          states.length === 0
            ? 'not-started'
            : done
              ? 'verified'
              : failing || idle
                ? 'at-risk'
                : 'in-progress',
        why: done ? null : failing ? 'failing' : idle ? 'idle' : null,
        verified: verified.map((state) => state.lesson),
        recent: recent.map((state) => state.lesson),
        minutes:
          minutes.length === 0 ? null : Math.round(minutes.reduce((a, b) => a + b, 0) / minutes.length),
        lastAt,
      },
    ]
  })
  return everyone.filter(
    (one) =>
      (!filters.status || filters.status === 'inactive' || one.status === filters.status) &&
      (filters.behind !== 'active-learners' ||
        (one.lastAt !== null && one.lastAt.getTime() > now - 7 * DAY)) &&
      (filters.behind !== 'verified-completions' || one.recent.length > 0) &&
      (!filters.q ||
        one.name.includes(filters.q) ||
        one.number.toLowerCase().includes(filters.q.toLowerCase())),
  )
}

export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}
