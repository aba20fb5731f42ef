import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Viewer } from '../auth/permissions'
import { viewerOf } from '../auth/testing.server'
import { FIXTURE_LESSONS } from '../demo/lessons.fixture'
import { seedDemo } from '../demo/seed.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { findMentee, listMentees, type Mentee } from './mentees.server'
import { findMenteeWork } from './mentee-work.server'

let test: TestDatabase
let mentors: { id: string; viewer: Viewer<'mentees.read'>; mentees: Mentee[] }[]

beforeAll(async () => {
  test = await testDatabase()
  await seedDemo(test.db, { lessons: FIXTURE_LESSONS, now: new Date('2026-11-20T03:00:00Z') })
  const rows = await test.db.execute<{ id: string }>(
    sql`select id from users where role = 'mentor' order by id`,
  )
  mentors = await Promise.all(
    rows.map(async ({ id }) => {
      const viewer = viewerOf({ id, role: 'mentor' }, 'mentees.read')
      return { id, viewer, mentees: await listMentees(viewer, test.db) }
    }),
  )
})
afterAll(() => test.close())

describe('a mentor', () => {
  it('sees all of their own active mentees, and together the mentors see everybody once', async () => {
    const rows = await test.db.execute<{ id: string; mentor: string }>(
      sql`select id, mentor_id mentor from people where status = 'active'`,
    )
    expect(mentors).toHaveLength(8)
    for (const { id, mentees } of mentors) {
      expect(mentees.length).toBeGreaterThan(5)
      expect(new Set(mentees.map((mentee) => mentee.id))).toEqual(
        new Set(rows.filter((row) => row.mentor === id).map((row) => row.id)),
      )
    }
  })

  it('finds nobody else’s mentee, whatever the address says', async () => {
    const [first, second] = mentors
    for (const foreign of second!.mentees) {
      expect(await findMentee(first!.viewer, foreign.id, test.db)).toBeNull()
      expect(await findMenteeWork(first!.viewer, foreign.id, 'mnist-mlp', test.db)).toBeNull()
    }
    for (const odd of [first!.id, '', 'x', "' or true --", '00000000-0000-0000-0000-000000000000']) {
      expect(await findMentee(first!.viewer, odd, test.db)).toBeNull()
    }
    const own = first!.mentees[0]!
    for (const odd of ['', '../x', "' or true --", 'A']) {
      expect(await findMenteeWork(first!.viewer, own.id, odd, test.db)).toBeNull()
    }
  })

  it('loses sight of a mentee who leaves or is given to another', async () => {
    const [first, second] = mentors
    const moved = first!.mentees[0]!
    await test.db.execute(sql`update people set mentor_id = ${second!.id} where id = ${moved.id}`)
    expect(await findMenteeWork(first!.viewer, moved.id, 'mnist-mlp', test.db)).toBeNull()
    expect((await findMenteeWork(second!.viewer, moved.id, 'mnist-mlp', test.db))?.mentee.name).toBe(
      moved.name,
    )
    await test.db.execute(sql`update people set status = 'inactive' where id = ${moved.id}`)
    expect(await findMentee(second!.viewer, moved.id, test.db)).toBeNull()
    await test.db.execute(
      sql`update people set status = 'active', mentor_id = ${first!.id} where id = ${moved.id}`,
    )
  })

  it('sees where someone is stuck: the cell, the error, and since the first failure after the last success', async () => {
    const events = await test.db.execute<{
      learner: string
      lesson: string
      cell: string
      outcome: string
      error: string
      at: string
    }>(
      sql`select learner_id learner, lesson, data ->> 'cell' cell, data ->> 'outcome' outcome, data ->> 'error' error, at
          from progress_events where type = 'cell.ran' order by at, id`,
    )
    let stuck = 0
    for (const { mentees } of mentors) {
      for (const mentee of mentees) {
        for (const lesson of mentee.lessons) {
          const runs = events.filter((event) => event.learner === mentee.id && event.lesson === lesson.lesson)
          const last = runs.at(-1)
          if (lesson.verifiedAt !== null || last?.outcome !== 'failed') {
            expect(lesson.stuck).toBeNull()
            continue
          }
          stuck++
          const done = runs.findLastIndex((run) => run.outcome === 'done')
          const first = runs.slice(done + 1).find((run) => run.outcome === 'failed')!
          expect(lesson.stuck).toEqual({ cell: last.cell, error: last.error, since: new Date(first.at) })
        }
      }
    }
    expect(stuck).toBeGreaterThan(10)
  })

  it('reads the newest code of each cell, the curve and all attempts', async () => {
    let judged = 0
    for (const { viewer, mentees } of mentors.slice(0, 2)) {
      for (const mentee of mentees) {
        for (const { lesson, verifiedAt, bestScore } of mentee.lessons) {
          const work = (await findMenteeWork(viewer, mentee.id, lesson, test.db))!
          const rows = await test.db.execute<{ cell: string; source: string }>(sql`
            select cell, source from cell_sources c where learner_id = ${mentee.id} and lesson = ${lesson} and revision =
              (select max(revision) from cell_sources o where o.learner_id = c.learner_id and o.lesson = c.lesson and o.cell = c.cell)`)
          expect(Object.entries(work.sources).map(([cell, { source }]) => ({ cell, source }))).toEqual(
            expect.arrayContaining([...rows]),
          )
          expect(Object.keys(work.sources)).toHaveLength(rows.length)
          expect(work.attempts.some((attempt) => attempt.verdict === 'verified')).toBe(verifiedAt !== null)
          if (work.attempts.length === 0) continue
          judged++
          expect(Math.max(...work.attempts.map((attempt) => attempt.score!))).toBe(bestScore)
          expect(work.curve!.series.map((series) => series.name)).toEqual([
            'loss',
            'acc',
            'val_loss',
            'val_acc',
          ])
          expect(work.attempts.map(({ at }) => at.getTime())).toEqual(
            work.attempts.map(({ at }) => at.getTime()).toSorted((a, b) => b - a),
          )
        }
      }
    }
    expect(judged).toBeGreaterThan(10)
  })

  it('sees a lesson that the mentee has not begun as such', async () => {
    const [first] = mentors
    const fresh = mentors
      .flatMap(({ mentees, viewer }) => mentees.map((mentee) => ({ mentee, viewer })))
      .find(({ mentee }) => mentee.lessons.length === 0)!
    expect(first).toBeDefined()
    expect(await findMenteeWork(fresh.viewer, fresh.mentee.id, 'mnist-mlp', test.db)).toMatchObject({
      state: null,
      sources: {},
      curve: null,
      attempts: [],
    })
  })
})
