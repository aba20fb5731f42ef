/** The definitions of the figures once more, by plain loops over all rows of the base tables: what the sums are held against. */
import 'server-only'
import type { InferSelectModel } from 'drizzle-orm'
import type { Database } from '../db/client.server'
import type {
  assignmentExceptions,
  assignments,
  certificates,
  departments,
  lessonStates,
  people,
  progressEvents,
  reviews,
  submissions,
  users,
} from '../db/schema'
import { minuteCounts } from '../progress/minutes'
import { dueDayOf } from '../assignments/decide'
import { day } from './dates'
import { numberOfDate } from './days'
import type { InsightFilters } from './filters'
import { type Plan, planned } from './plan'
import type { InsightKey } from './registry'

type Rows = {
  users: InferSelectModel<typeof users>[]
  people: InferSelectModel<typeof people>[]
  departments: InferSelectModel<typeof departments>[]
  states: InferSelectModel<typeof lessonStates>[]
  events: InferSelectModel<typeof progressEvents>[]
  submissions: InferSelectModel<typeof submissions>[]
  reviews: InferSelectModel<typeof reviews>[]
  certificates: InferSelectModel<typeof certificates>[]
  assignments: InferSelectModel<typeof assignments>[]
  exceptions: InferSelectModel<typeof assignmentExceptions>[]
}

export async function readAll({ query }: Database): Promise<Rows> {
  return {
    users: await query.users.findMany(),
    people: await query.people.findMany(),
    departments: await query.departments.findMany(),
    states: await query.lessonStates.findMany(),
    events: await query.progressEvents.findMany(),
    submissions: await query.submissions.findMany(),
    reviews: await query.reviews.findMany(),
    certificates: await query.certificates.findMany(),
    assignments: await query.assignments.findMany(),
    exceptions: await query.assignmentExceptions.findMany(),
  }
}

const on = (time: Date): number => numberOfDate(day(time))

export function group(rows: Rows, filters: InsightFilters): Rows['people'] {
  const inside = (department: string | null): boolean =>
    department !== null &&
    (department === filters.department ||
      inside(rows.departments.find(({ id }) => id === department)!.parentId))
  return rows.people.filter(
    (person) =>
      rows.users.find(({ id }) => id === person.id)!.role === 'trainee' &&
      person.status ===
        (filters.status === 'inactive' || filters.status === 'invited' ? filters.status : 'active') &&
      (!filters.department || inside(person.departmentId)) &&
      (!filters.cohort || person.cohortId === filters.cohort) &&
      (!filters.track || person.track === filters.track) &&
      (!filters.mentor || person.mentorId === filters.mentor),
  )
}

export type Loop = {
  id: string
  status: 'at-risk' | 'in-progress' | 'not-started' | 'verified'
  why: 'failing' | 'idle' | null
  verified: number
  planned: number
  last: number | null
}

/** Where one person stands in the stage asked for; null where their track asks for nothing there. */
export function stand(
  rows: Rows,
  person: Rows['people'][number],
  plan: Plan,
  stage: string | undefined,
  today: number,
): Loop | null {
  const inside = (lesson: string) =>
    plan.lessons.some((one) => one.id === lesson && (stage === undefined || one.stage === stage))
  const asked = planned(plan, person.track).filter(({ id }) => inside(id))
  if (asked.length === 0) return null
  const states = rows.states.filter((state) => state.learnerId === person.id && inside(state.lesson))
  const verified = asked.filter(({ id }) =>
    states.some((state) => state.lesson === id && state.verifiedAt),
  ).length
  const open = states.filter((state) => state.verifiedAt === null)
  const last = states.length === 0 ? null : Math.max(...states.map((state) => on(state.lastAt)))
  const failing = open.some(
    (state) => state.failedRuns >= 5 && state.lastErrorAt !== null && state.lastErrorAt >= state.lastCellAt!,
  )
  const idle = open.length > 0 && last! < today - 14
  const done = states.length > 0 && verified === asked.length
  const why = done || states.length === 0 ? null : failing ? 'failing' : idle ? 'idle' : null
  return {
    id: person.id,
    status: states.length === 0 ? 'not-started' : done ? 'verified' : why ? 'at-risk' : 'in-progress',
    why,
    verified,
    planned: asked.length,
    last,
  }
}

/** People who did anything on a day in the lessons asked for, by the log and by the states. */
export function activeOn(
  rows: Rows,
  filters: InsightFilters,
  plan: Plan,
  day: number,
  today: number,
): number {
  const inside = (lesson: string) =>
    plan.lessons.some(({ id, stage }) => id === lesson && (!filters.stage || stage === filters.stage))
  return group(rows, filters).filter(
    (person) =>
      stand(rows, person, plan, filters.stage, today) &&
      (rows.events.some(
        (event) => event.learnerId === person.id && inside(event.lesson) && on(event.at) === day,
      ) ||
        rows.states.some(
          (state) =>
            state.learnerId === person.id &&
            inside(state.lesson) &&
            [state.openedAt, state.lastAt, state.verifiedAt].some((time) => time && on(time) === day),
        )),
  ).length
}

export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((100 * part) / whole))

/** The main number of a figure; undefined for those that have none of their own. */
export function bruteForce(
  rows: Rows,
  key: InsightKey,
  filters: InsightFilters,
  plan: Plan,
  asOf: Date,
): number | null {
  const today = on(asOf)
  const from = filters.period === 'all' ? -Infinity : today - Number(filters.period) + 1
  const inPeriod = (time: Date | null) => time !== null && on(time) >= from && on(time) <= today
  const people = group(rows, filters)
  const ids = new Set(people.map(({ id }) => id))
  const lessons = plan.lessons.filter(({ stage }) => !filters.stage || stage === filters.stage)
  const inside = (lesson: string) => lessons.some(({ id }) => id === lesson)
  const states = rows.states.filter((state) => ids.has(state.learnerId) && inside(state.lesson))
  const stands = people.flatMap((person) => stand(rows, person, plan, filters.stage, today) ?? [])
  const stages = [...new Set(lessons.map(({ stage }) => stage))]
  const done = (person: (typeof people)[number], lesson: string) =>
    rows.states.some((state) => state.learnerId === person.id && state.lesson === lesson && state.verifiedAt)
  switch (key) {
    case 'active-learners':
      return stands.filter(({ last }) => last !== null && last > today - 7).length
    case 'activation': {
      const never = group(rows, { ...filters, status: 'invited' }).length
      return share(people.length, people.length + never)
    }
    case 'at-risk':
      return stands.filter(({ status }) => status === 'at-risk').length
    case 'verified-completions':
    case 'trend':
      return states.filter(({ verifiedAt }) => inPeriod(verifiedAt)).length
    case 'week':
      return states.filter(({ verifiedAt: at }) => at && on(at) > today - 7 && on(at) <= today).length
    case 'hours': {
      const minutes = rows.events.filter(
        (event) =>
          ids.has(event.learnerId) &&
          inside(event.lesson) &&
          event.type === 'lesson.active' &&
          minuteCounts(event.at, event.receivedAt) &&
          inPeriod(event.at),
      )
      return Math.round(minutes.length / 6) / 10
    }
    case 'funnel':
      return stages
        .map(
          (stage) =>
            people.filter((one) => stand(rows, one, plan, stage, today)?.status === 'verified').length,
        )
        .reduce((all, count) => all + count, 0)
    case 'completion': {
      const pairs = people.flatMap((person) =>
        planned(plan, person.track).flatMap(({ id }) => (inside(id) ? [Boolean(done(person, id))] : [])),
      )
      return share(pairs.filter(Boolean).length, pairs.length)
    }
    case 'pace': {
      const days = people.flatMap((person) => {
        const mine = rows.states.filter(
          ({ learnerId, lesson }) => learnerId === person.id && plan.lessons.some(({ id }) => id === lesson),
        )
        return stages.flatMap((stage) => {
          const asked = planned(plan, person.track).filter((lesson) => lesson.stage === stage)
          const ends = asked.map(({ id }) => mine.find(({ lesson }) => lesson === id)?.verifiedAt ?? null)
          if (ends.length === 0 || ends.includes(null)) return []
          const end = Math.max(...ends.map((time) => on(time!)))
          return [Math.max(0, end - Math.min(...mine.map(({ openedAt }) => on(openedAt))))]
        })
      })
      return median(days)
    }
    case 'deadlines':
      return people.filter((person) => {
        const late = rows.assignments.filter((one) => {
          if (one.cancelledAt !== null) return false
          const reached =
            one.audience === 'person'
              ? one.audienceId === person.id
              : one.audience === 'cohort'
                ? one.audienceId === person.cohortId
                : group(rows, { ...filters, department: one.audienceId }).some(({ id }) => id === person.id)
          if (!reached) return false
          const [newest] = rows.exceptions
            .filter(({ learnerId, assignmentId }) => learnerId === person.id && assignmentId === one.id)
            .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
          if (newest?.kind === 'waiver') return false
          const left =
            one.subject === 'lesson'
              ? !done(person, one.subjectId)
              : planned(plan, one.subjectId).some(({ id }) => !done(person, id))
          const given = { dueOn: one.dueOn, dueDays: one.dueDays, givenOn: day(one.createdAt) }
          return left && numberOfDate(dueDayOf(given, person.since, newest?.dueOn ?? null)) < today
        })
        return late.length > 0
      }).length
    case 'difficulty': {
      const tried = new Map<string, { at: number; passed: boolean }[]>()
      for (const one of rows.submissions) {
        const known = plan.lessons
          .find(({ id }) => id === one.lesson)
          ?.checks.some(({ id }) => id === one.check)
        if (!known || one.kind === 'review' || !ids.has(one.learnerId) || !inside(one.lesson)) continue
        const name = `${one.learnerId} ${one.lesson} ${one.check}`
        const attempt = { at: one.createdAt.getTime(), passed: one.verdict === 'verified' }
        tried.set(name, [...(tried.get(name) ?? []), attempt])
      }
      // At the first try: nothing was handed in before, or at the moment of, the first that passed.
      const first = [...tried.values()].filter((attempts) => {
        const passed = Math.min(...attempts.filter((one) => one.passed).map(({ at }) => at))
        return attempts.filter(({ at }) => at <= passed).length === 1 && Number.isFinite(passed)
      })
      return share(first.length, tried.size)
    }
    case 'coverage': {
      let proved = 0
      let all = 0
      for (const person of people) {
        for (const { id, skills } of planned(plan, person.track)) {
          const points = Object.values(skills).reduce((sum, value) => sum + value, 0)
          all += points
          if (done(person, id)) proved += points
        }
      }
      return share(proved, all)
    }
    case 'mentors':
      return median(
        rows.reviews.flatMap((one) =>
          ids.has(one.learnerId) && inPeriod(one.decidedAt) ? [on(one.decidedAt!) - on(one.queuedAt)] : [],
        ),
      )
    case 'certificates':
      return rows.certificates.filter(
        (one) =>
          ids.has(one.learnerId) &&
          (!filters.stage || one.stage === filters.stage) &&
          one.revokedAt === null &&
          inPeriod(one.issuedAt),
      ).length
    case 'careers': {
      let near = 0
      for (const person of people) {
        const verified = new Set(
          plan.lessons.filter(({ id }) => done(person, id)).map(({ id }) => id as string),
        )
        const points = (skill: string) =>
          plan.lessons
            .filter(({ id }) => verified.has(id))
            .reduce((sum, { skills }) => sum + ((skills as Record<string, number>)[skill] ?? 0), 0)
        for (const role of plan.ladders.flatMap(({ roles }) => roles)) {
          const stageDone = (stage: string) => stand(rows, person, plan, stage, today)?.status === 'verified'
          const missing =
            Object.entries(role.skills).filter(([skill, need]) => points(skill) < (need ?? 0)).length +
            role.stages.filter((stage) => !stageDone(stage)).length +
            role.evidence.lessons.filter((id) => !verified.has(id)).length +
            role.evidence.certificates.filter(
              (stage) =>
                !rows.certificates.some(
                  (one) => one.learnerId === person.id && one.stage === stage && one.revokedAt === null,
                ),
            ).length +
            role.evidence.reviews.filter((id) => !verified.has(id)).length
          if (missing === 1) near++
        }
      }
      return near
    }
    default:
      return key satisfies never
  }
}
