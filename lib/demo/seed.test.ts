import { sql } from 'drizzle-orm'
import { verifyPassword } from 'better-auth/crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { ProgressEvent } from '../progress/events'
import { foldEvent, type LessonState } from '../progress/mastery'
import { DEMO_ACCOUNTS } from './accounts'
import { isWeekday, dayOf } from './calendar'
import { FIXTURE_LESSONS } from './lessons.fixture'
import { seedDemo } from './seed.server'

const NOW = new Date('2026-11-22T03:00:00Z')
let test: TestDatabase

beforeAll(async () => {
  test = await testDatabase()
  await seedDemo(test.db, { lessons: FIXTURE_LESSONS, now: NOW })
})
afterAll(() => test.close())

const count = async (query: ReturnType<typeof sql>) => {
  const [row] = await test.db.execute<{ n: number }>(sql`select count(*)::int n from ${query}`)
  return row!.n
}

describe('the demonstration', () => {
  it('has two hundred trainees in six departments, eight mentors and accounts for each role', async () => {
    expect(await count(sql`people p join users u on u.id = p.id where u.role = 'trainee'`)).toBe(200)
    expect(await count(sql`departments`)).toBe(6)
    expect(await count(sql`cohorts`)).toBe(2)
    expect(await count(sql`(select distinct mentor_id from people) m`)).toBe(8)
    const rows = await test.db.execute<{ email: string; role: string; hash: string }>(
      sql`select u.email, u.role, a.password hash from accounts a join users u on u.id = a.user_id
          where a.provider_id = 'credential' and a.account_id = u.id::text`,
    )
    expect(rows).toHaveLength(DEMO_ACCOUNTS.length)
    for (const account of DEMO_ACCOUNTS) {
      const row = rows.find((candidate) => candidate.email === account.email)!
      expect(row.role).toBe(account.role)
      expect(await verifyPassword({ hash: row.hash, password: account.password })).toBe(true)
    }
  })

  it('gives the demo trainee the demo mentor and nothing done yet', async () => {
    const [row] = await test.db.execute<{ mentor: string; events: number; name: string }>(sql`
      select m.email mentor, u.name, (select count(*)::int from lesson_states s where s.learner_id = u.id) events
      from users u join people p on p.id = u.id join users m on m.id = p.mentor_id
      where u.email = 'trainee@zhucai.example'`)
    expect(row).toEqual({ mentor: 'mentor@zhucai.example', events: 0, name: DEMO_ACCOUNTS[0].name })
  })

  it('has another who has one stage behind them and the next begun', async () => {
    const [row] = await test.db.execute<{ verified: number; begun: number; mentor: string }>(sql`
      select m.email mentor, count(s.verified_at)::int verified, count(*)::int begun
      from users u join people p on p.id = u.id join users m on m.id = p.mentor_id
        join lesson_states s on s.learner_id = u.id
      where u.email = 'underway@zhucai.example' group by m.email`)
    const begun = Math.min(FIXTURE_LESSONS.length, 13)
    expect(row).toEqual({ mentor: 'mentor@zhucai.example', verified: Math.min(begun, 12), begun })
  })

  it('holds exactly the states its events fold to', async () => {
    const events = await test.db.execute<{
      learner: string
      id: string
      lesson: string
      type: string
      at: string
      received: string
      data: object
    }>(
      sql`select learner_id learner, id, lesson, type, at, received_at received, data from progress_events order by random()`,
    )
    expect(events.length).toBeGreaterThan(5_000)
    const states = new Map<string, LessonState>()
    for (const { learner, id, lesson, type, at, received, data } of events) {
      const event = ProgressEvent.parse({ ...data, id, lesson, type })
      const key = `${learner} ${lesson}`
      states.set(
        key,
        foldEvent(states.get(key) ?? null, {
          ...event,
          time: new Date(at),
          received: new Date(received),
        }),
      )
    }
    const stored = await test.db.query.lessonStates.findMany()
    expect(stored).toHaveLength(states.size)
    for (const {
      learnerId,
      lesson,
      verifiedAt,
      verifiedVersion,
      verifiedBy,
      bestScore,
      ...state
    } of stored) {
      expect(state).toEqual(states.get(`${learnerId} ${lesson}`))
      expect((verifiedAt === null) === (verifiedVersion === null)).toBe(true)
      expect(verifiedBy).toBe(verifiedAt === null ? null : 'checks')
      if (verifiedAt) expect(bestScore).toBeGreaterThanOrEqual(0.97)
    }
  })

  it('verifies by submissions alone, with scores people reach', async () => {
    const rows = await test.db.query.submissions.findMany()
    const verified = rows.filter((row) => row.verdict === 'verified')
    expect(verified.length).toBeGreaterThan(60)
    for (const { score } of verified)
      expect(score).toSatisfy((value: number) => value >= 0.97 && value <= 0.981)
    const refused = rows.filter((row) => row.verdict === 'refused')
    expect(refused.length).toBeGreaterThan(10)
    for (const { score } of refused) expect(score).toBeLessThan(0.97)
    expect(
      await count(sql`lesson_states s where (s.verified_at is not null) <> exists (select from submissions b
        where b.learner_id = s.learner_id and b.lesson = s.lesson and b.verdict = 'verified' and b.created_at = s.verified_at)`),
    ).toBe(0)
  })

  it('happens on working days of the last 120, never in the future', async () => {
    const rows = await test.db.execute<{ at: string }>(sql`select at from progress_events`)
    for (const { at } of rows) {
      const time = new Date(at)
      expect(time.getTime()).toBeLessThanOrEqual(NOW.getTime())
      expect(dayOf(time)).toBeGreaterThanOrEqual(dayOf(NOW) - 120)
      expect(isWeekday(dayOf(time))).toBe(true)
    }
  })

  it('is made once, also when asked twice at the same time', async () => {
    const before = await count(sql`progress_events`)
    await Promise.all([
      seedDemo(test.db, { lessons: FIXTURE_LESSONS }),
      seedDemo(test.db, { lessons: FIXTURE_LESSONS }),
    ])
    expect(await count(sql`progress_events`)).toBe(before)
    expect(await count(sql`people`)).toBe(200)
  })
})
