/** Fills an empty database with the invented company, so that every page has something true to its nature to show. */
import 'server-only'
import { createHash } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { getTableColumns, sql } from 'drizzle-orm'
import type { AnyPgTable, PgInsertValue } from 'drizzle-orm/pg-core'
import { seedAssignments } from '../assignments/demo.server'
import { catalog } from '../curriculum/catalog.server'
import type { CheckKind } from '../curriculum/checks'
import type { Database, Transaction } from '../db/client.server'
import {
  accounts,
  cellSources,
  cohorts,
  departments,
  lessonStates,
  people,
  progressEvents,
  settings,
  submissions,
  users,
} from '../db/schema'
import { seedPaths } from '../path/demo.server'
import { foldEvent, type LessonState } from '../progress/mastery'
import { canonical } from '../progress/storable'
import type { ReasonCode } from '../verify/verdict'
import { rubricOf } from '../content/source.server'
import { seedQuestions } from '../questions/demo.server'
import { seedReviews } from '../reviews/demo.server'
import { DEMO_ACCOUNTS, NEWCOMER } from './accounts'
import { dayOf, isoDay, timeOf } from './calendar'
import { type DemoHistory, type DemoLesson, tellHistory } from './history'
import { demoLessons } from './lessons.server'
import { COHORTS, DEPARTMENTS, MENTORS } from './organisation'
import { demoPeople } from './people'
import { random, type Random } from './random'

const SEED = 20_261

export type SeedOptions = { lessons?: DemoLesson[]; now?: Date }

/**
 * Creates the demonstration once: a second call, also one at the same time, changes nothing.
 * @throws Error when the database holds other people already
 */
export async function seedDemo(database: Database, options: SeedOptions = {}): Promise<void> {
  const now = options.now ?? new Date()
  const lessons = options.lessons ?? (await demoLessons())
  const passwords = await Promise.all(DEMO_ACCOUNTS.map((account) => hashPassword(account.password)))
  await database.transaction(async (tx) => {
    const mark = { seed: SEED, at: now.toISOString() }
    const marked = await tx
      .insert(settings)
      .values({ key: 'demo', value: mark })
      .onConflictDoNothing()
      .returning({ key: settings.key })
    if (marked.length === 0) return
    const [somebody] = await tx.select({ id: users.id }).from(users).limit(1)
    if (somebody) throw new Error('This database holds people already; the demonstration needs an empty one.')
    await write(tx, lessons, passwords, now, random(SEED))
  })
}

async function write(tx: Transaction, lessons: DemoLesson[], passwords: string[], now: Date, chance: Random) {
  const today = dayOf(now)
  const moment = (daysAgo: number) => timeOf(today - daysAgo, 9 * 60 + chance.int(0, 60))
  const oldest = Math.max(...COHORTS.map((cohort) => cohort.startsDaysAgo)) + 5
  const newId = () => chance.uuid(moment(oldest))

  const staff = DEMO_ACCOUNTS.map((account) => ({ ...account, id: newId() }))
  const mentors = [
    staff.find((account) => account.role === 'mentor')!,
    ...MENTORS.map(({ name, pinyin }) => ({
      id: newId(),
      name,
      email: `${pinyin}@zhucai.example`,
      role: 'mentor' as const,
    })),
  ]
  const trainees = demoPeople(chance).map((person) => ({
    ...person,
    id: staff.find((account) => account.email === person.email)?.id ?? newId(),
  }))
  const createdAt = moment(oldest)
  const everybody = [...new Map([...staff, ...mentors].map((user) => [user.id, user])).values()]
  await insert(tx, users, [
    ...everybody.map(({ id, name, email, role }) => ({
      id,
      name,
      email,
      role,
      emailVerified: true,
      createdAt,
    })),
    ...trainees
      .filter((person) => !everybody.some((user) => user.id === person.id))
      .map(({ id, name, email, locale }) => ({ id, name, email, locale, emailVerified: true, createdAt })),
  ])
  await insert(
    tx,
    accounts,
    staff.map(({ id }, index) => ({
      id: newId(),
      userId: id,
      accountId: id,
      providerId: 'credential',
      password: passwords[index]!,
    })),
  )

  const departmentIds = new Map(DEPARTMENTS.map(({ key }) => [key as string, newId()]))
  const cohortIds = new Map(COHORTS.map(({ key }) => [key as string, newId()]))
  await insert(
    tx,
    departments,
    DEPARTMENTS.map(({ key, parent, zh, en }, position) => ({
      id: departmentIds.get(key)!,
      parentId: parent === null ? null : departmentIds.get(parent)!,
      nameZh: zh,
      nameEn: en,
      position,
    })),
  )
  await insert(
    tx,
    cohorts,
    COHORTS.map(({ key, zh, en, startsDaysAgo }) => ({
      id: cohortIds.get(key)!,
      nameZh: zh,
      nameEn: en,
      startsOn: isoDay(today - startsDaysAgo),
    })),
  )
  await insert(
    tx,
    people,
    trainees.map((person) => ({
      id: person.id,
      externalId: person.number,
      departmentId: departmentIds.get(person.department)!,
      cohortId: cohortIds.get(person.cohort)!,
      mentorId: mentors[person.mentor]!.id,
      status: person.status,
      joinedOn: isoDay(today - person.joinedDaysAgo),
      since: isoDay(today - person.joinedDaysAgo),
    })),
  )

  const learners = trainees.filter(({ email }) => email !== NEWCOMER.email)
  const told = learners.map((person) => ({ id: person.id, ...tellHistory(person, lessons, now, chance) }))
  await insert(tx, progressEvents, told.flatMap(eventRows))
  await insert(tx, lessonStates, told.flatMap(stateRows))
  await insert(tx, submissions, told.flatMap(submissionRows))
  await insert(
    tx,
    cellSources,
    told.flatMap(({ id, sources }) =>
      sources.map(({ at, ...source }) => ({ learnerId: id, ...source, savedAt: at })),
    ),
  )
  await seedPaths(tx, { lessons: lessons.map(({ lesson }) => lesson), catalog: catalog() }, now)
  await seedQuestions(tx, now, chance)
  await seedReviews(tx, lessons, rubricOf, now)
  // With chance of its own: what other parts draw stays what it is.
  await seedAssignments(
    tx,
    lessons.map(({ lesson }) => lesson.id),
    now,
    random(SEED + 7),
  )
}

type Told = DemoHistory & { id: string }

/** As the recorder writes them (`lib/progress/record.server`). */
function eventRows({ id: learnerId, events }: Told) {
  return events.map((event) => {
    const { time, received, ...sent } = event
    const { id, lesson, type, ...data } = sent
    const digest = createHash('sha256').update(canonical(sent)).digest('hex')
    return { learnerId, id, lesson, type, at: time, receivedAt: received, data, digest }
  })
}

function stateRows({ id: learnerId, events, submissions: attempts }: Told) {
  const states = new Map<string, LessonState>()
  for (const event of events) states.set(event.lesson, foldEvent(states.get(event.lesson) ?? null, event))
  return [...states].map(([lesson, state]) => {
    const judged = attempts.filter((attempt) => attempt.lesson === lesson)
    // Every attempt series of a demo ends with all checks verified, the last one last.
    const last = judged.findLast((attempt) => attempt.verdict === 'verified')
    return {
      learnerId,
      lesson,
      ...state,
      verifiedAt: last?.at ?? null,
      verifiedVersion: last?.version ?? null,
      verifiedBy: last ? ('checks' as const) : null,
      bestScore: judged.length === 0 ? null : Math.max(...judged.map((attempt) => attempt.score)),
    }
  })
}

const REFUSED = {
  model: 'score',
  quiz: 'questions-wrong',
  code: 'cases-wrong',
  review: null,
} as const satisfies Record<CheckKind, ReasonCode | null>

function submissionRows({ id: learnerId, submissions: attempts }: Told) {
  return attempts.map(({ id, lesson, check, kind, version, verdict, score, code, curve, backend, at }) => ({
    learnerId,
    id,
    lesson,
    check,
    kind,
    lessonVersion: version,
    verdict,
    reason: verdict === 'refused' ? REFUSED[kind] : null,
    score,
    code,
    curve,
    backend,
    createdAt: at,
    decidedAt: at,
  }))
}

/**
 * Rows go over as JSON, a thousand at a time: one parameter a statement instead of ten a row, which takes a tenth of
 * the time. Rows that name other columns go in a statement of their own, so that defaults are the table's.
 */
async function insert<T extends AnyPgTable>(tx: Transaction, table: T, rows: PgInsertValue<T>[]) {
  const columns = getTableColumns(table)
  const alike = new Map<string, Record<string, unknown>[]>()
  for (const row of rows as Record<string, unknown>[]) {
    const named = Object.entries(row).filter(([, value]) => value !== undefined)
    const names = named.map(([key]) => columns[key]!.name).join()
    const record = Object.fromEntries(named.map(([key, value]) => [columns[key]!.name, value]))
    const list = alike.get(names)
    if (list) list.push(record)
    else alike.set(names, [record])
  }
  for (const [names, records] of alike) {
    const list = sql.join(
      names.split(',').map((name) => sql.identifier(name)),
      sql`, `,
    )
    for (let from = 0; from < records.length; from += 1000) {
      const batch = JSON.stringify(records.slice(from, from + 1000))
      await tx.execute(
        sql`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, ${batch}::jsonb)`,
      )
    }
  }
}
