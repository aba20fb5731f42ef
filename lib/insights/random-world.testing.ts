/** An organisation made by chance, with people who did anything anytime: figures must be right about all of it. */
import { sql } from 'drizzle-orm'
import type { AnyPgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../db/client.server'
import * as schema from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { lessonOf } from '../progress/catalog.testing'
import type { Random } from '../demo/random'
import type { StageId } from '../curriculum/ids'
import type { Plan } from './plan'

const both = (text: string) => ({ zh: text, en: text })

const SHELF: [string, StageId, string][] = [
  ['tensors', 'foundations', 'model'],
  ['descent', 'foundations', 'learning'],
  ['overfitting', 'specialization', 'training'],
  ['attention', 'specialization', 'architectures'],
  ['digits', 'practice', 'projects'],
]

const CHECKS = [
  { id: 'quiz', kind: 'quiz', pass: 1 },
  { id: 'project', kind: 'review' },
] as const

export const PLAN: Plan = {
  lessons: SHELF.map(([id, stage, module], index) => ({
    ...lessonOf(id, [...CHECKS] as never),
    stage,
    module,
    skills: { modelling: index + 1, data: 2 },
  })),
  tracks: [
    { id: 'engineer', lessons: SHELF.map(([id]) => id) },
    { id: 'founder', lessons: ['tensors', 'digits'] },
  ].map((track, index) => ({
    ...track,
    title: both(track.id),
    summary: both(track.id),
    for: both(track.id),
    position: index + 1,
    electives: [],
    leads: false,
  })),
  ladders: [
    {
      id: 'ladder',
      title: both('ladder'),
      summary: both('ladder'),
      position: 1,
      roles: [
        {
          id: 'junior',
          title: both('junior'),
          summary: both('junior'),
          skills: { modelling: 3 },
          stages: ['foundations'],
          evidence: { lessons: [], certificates: [], reviews: [] },
        },
        {
          id: 'senior',
          title: both('senior'),
          summary: both('senior'),
          skills: { data: 6 },
          stages: ['foundations', 'practice'],
          evidence: { lessons: ['attention'], certificates: ['foundations'], reviews: ['digits'] },
        },
      ],
    },
  ],
}

export type World = {
  people: string[]
  departments: string[]
  cohorts: string[]
  mentors: string[]
  hr: string
}

export async function makeWorld(database: Database, chance: Random, now: Date, count = 120): Promise<World> {
  const id = () => chance.uuid(now)
  const insert = async (table: AnyPgTable, rows: object[]) => {
    if (rows.length > 0) await database.insert(table).values(rows as never)
  }
  const account = (one: string, role: 'trainee' | 'mentor' | 'hr', name: string) => ({
    id: one,
    role,
    name,
    email: `${one}@example.com`,
  })
  const departments = Array.from({ length: 6 }, id)
  const cohorts = [id(), id()]
  const mentors = [id(), id(), id()]
  const hr = id()
  const people = Array.from({ length: count }, id)
  await insert(schema.users, [
    account(hr, 'hr', '人事'),
    ...mentors.map((one, index) => account(one, 'mentor', `导师${index}`)),
    ...people.map((one, index) => account(one, 'trainee', `${chance.pick(['王', '李', 'A_', '%'])}${index}`)),
  ])
  await insert(
    schema.departments,
    departments.map((one, index) => ({
      id: one,
      parentId: [null, departments[0], departments[0], departments[1], null, null][index] ?? null,
      nameZh: `部门${index}`,
      nameEn: `Department ${index}`,
      position: index,
    })),
  )
  await insert(
    schema.cohorts,
    cohorts.map((one, index) => ({
      id: one,
      nameZh: `班${index}`,
      nameEn: `Cohort ${index}`,
      startsOn: '2026-01-01',
    })),
  )
  await insert(
    schema.people,
    people.map((one, index) => ({
      id: one,
      externalId: `N${String(index).padStart(4, '0')}`,
      departmentId: chance.pick(departments),
      cohortId: chance.pick([...cohorts, null]),
      mentorId: chance.pick([...mentors, null]),
      status: chance.pick(['active', 'active', 'active', 'active', 'inactive', 'invited']),
      track: chance.pick(['engineer', 'engineer', 'founder', 'gone']),
      joinedOn: '2026-01-01',
      since: chance.pick(['2026-01-01', '2026-11-10']),
    })),
  )
  const world = { people, departments, cohorts, mentors, hr }
  for (let step = 0; step < count * 12; step++) await happen(database, world, chance, now)
  return world
}

/** One thing that happens to somebody: work, a verdict, a review, a certificate, an assignment, a move. */
export async function happen(database: Database, world: World, chance: Random, now: Date): Promise<void> {
  const learnerId = chance.pick(world.people)
  const [lesson] = chance.pick(SHELF)
  const at = new Date(now.getTime() - Math.floor(chance.next() ** 2 * 130 * 86_400_000))
  // Not from chance: a seed that comes twice tells the same story, but must not tell it under the same ids.
  const id = uuidv7(now.getTime())
  const work = { learnerId, lesson, openedAt: at, lastAt: at }
  const roll = chance.int(1, 100)
  if (roll <= 35) {
    const failed = chance.chance(0.4) ? chance.int(1, 9) : 0
    await database
      .insert(schema.lessonStates)
      .values({
        ...work,
        lastCellAt: at,
        runs: 9,
        failedRuns: failed,
        lastErrorAt: failed > 0 && chance.chance(0.7) ? at : null,
      })
      .onConflictDoUpdate({
        target: [schema.lessonStates.learnerId, schema.lessonStates.lesson],
        set: {
          openedAt: sql`least(lesson_states.opened_at, excluded.opened_at)`,
          lastAt: sql`greatest(lesson_states.last_at, excluded.last_at)`,
          lastCellAt: sql`excluded.last_cell_at`,
          failedRuns: sql`excluded.failed_runs`,
          lastErrorAt: sql`excluded.last_error_at`,
        },
      })
  } else if (roll <= 60) {
    const verifiedAt = chance.chance(0.9) ? at : null
    await database
      .insert(schema.lessonStates)
      .values({ ...work, verifiedAt })
      .onConflictDoUpdate({
        target: [schema.lessonStates.learnerId, schema.lessonStates.lesson],
        set: { verifiedAt, lastAt: sql`greatest(lesson_states.last_at, excluded.last_at)` },
      })
  } else if (roll <= 78) {
    const receivedAt = new Date(at.getTime() + (chance.chance(0.8) ? 4_000 : 3_600_000))
    const row = { learnerId, id, lesson, type: 'lesson.active', at, receivedAt, data: {}, digest: '' }
    await database
      .insert(schema.progressEvents)
      .values([
        row,
        { ...row, id: uuidv7(now.getTime()), at: new Date(at.getTime() - 60_000) },
        { ...row, id: uuidv7(now.getTime()), type: 'lesson.opened' },
      ])
  } else if (roll <= 88) {
    const kind = chance.pick(['quiz', 'review'] as const)
    const verdict = kind === 'review' ? 'waiting' : chance.pick(['verified', 'refused'] as const)
    await database.insert(schema.submissions).values({
      learnerId,
      id,
      lesson,
      kind,
      verdict,
      createdAt: at,
      lessonVersion: 1,
      code: {},
      check: kind === 'quiz' ? 'quiz' : 'project',
    })
    if (kind === 'review') {
      const decided = chance.chance(0.6)
      await database.insert(schema.reviews).values({
        learnerId,
        submissionId: id,
        queuedAt: at,
        decidedAt: decided
          ? new Date(Math.min(now.getTime(), at.getTime() + chance.int(0, 9) * 86_400_000))
          : null,
        decision: decided ? chance.pick(['accepted', 'returned'] as const) : null,
      })
    }
  } else if (roll <= 91) {
    await database
      .insert(schema.certificates)
      .values({
        learnerId,
        code: id,
        name: 'x',
        lessons: [],
        issuedAt: at,
        stage: chance.pick(['foundations', 'practice']),
        revokedAt: chance.chance(0.2) ? now : null,
      })
      .onConflictDoNothing()
  } else if (roll <= 92) {
    const audience = chance.pick(['department', 'cohort', 'person'] as const)
    const audienceId = chance.pick(
      { department: world.departments, cohort: world.cohorts, person: world.people }[audience],
    )
    const dueOn = new Date(now.getTime() + chance.int(-30, 30) * 86_400_000).toISOString().slice(0, 10)
    const subject = chance.pick(['track', 'lesson'] as const)
    await database.insert(schema.assignments).values({
      id,
      audience,
      audienceId,
      dueOn,
      subject,
      createdBy: world.hr,
      subjectId: subject === 'track' ? 'founder' : lesson,
      dueDays: chance.pick([null, null, 5]),
      createdAt: at,
      cancelledAt: chance.chance(0.2) ? now : null,
    })
    if (audience === 'person')
      await database.insert(schema.assignmentExceptions).values({
        learnerId: audienceId,
        id: uuidv7(now.getTime()),
        assignmentId: id,
        reason: 'x',
        createdBy: world.hr,
        kind: chance.pick(['waiver', 'extension'] as const),
        dueOn: '2026-12-01',
      })
  } else if (roll <= 96) {
    await database.execute(sql`
      update people set department_id = ${chance.pick(world.departments)}, cohort_id = ${chance.pick([...world.cohorts, null])},
        track = ${chance.pick(['engineer', 'founder'])}, mentor_id = ${chance.pick([...world.mentors, null])}
      where id = ${learnerId}`)
  } else if (roll <= 98) {
    await database.execute(sql`
      update people set status = ${chance.pick(['active', 'active', 'inactive'])} where id = ${learnerId}`)
  } else if (roll <= 99) {
    await database.execute(
      sql`update users set role = ${chance.pick(['trainee', 'trainee', 'mentor'])}::role where id = ${learnerId}`,
    )
  } else {
    // The fourth department hangs below the second or stands alone.
    const parent = chance.pick([world.departments[1]!, null])
    await database.execute(
      sql`update departments set parent_id = ${parent} where id = ${world.departments[3]!}`,
    )
  }
}
