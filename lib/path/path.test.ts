import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewerOf } from '../auth/testing.server'
import type { Catalog } from '../curriculum/catalog'
import { lessonOf, REVIEW, trackOf } from '../curriculum/course.fixture'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import {
  auditEvents,
  certificates,
  departments,
  lessonStates,
  people,
  submissions,
  users,
} from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { seedPaths } from './demo.server'
import { aimAt, followTrack, learnerOf } from './learner.server'
import { myPath } from './my-path.server'

let test: TestDatabase
const both = { zh: '角色', en: 'Role' }
const lessons = [
  lessonOf('a', 'foundations', { skills: { data: 2 } }),
  lessonOf('b', 'foundations', { requires: ['a'], skills: { data: 1, modelling: 4 } }),
  lessonOf('project', 'practice', { checks: REVIEW }),
]
const catalog: Catalog = {
  stages: [],
  tracks: [
    { ...trackOf(['a', 'b', 'project']), id: 'ml-engineer' },
    { ...trackOf(['a']), id: 'mentor', leads: true },
  ],
  ladders: [
    {
      id: 'data',
      title: both,
      summary: both,
      position: 1,
      roles: [
        {
          id: 'lead',
          title: both,
          summary: both,
          skills: {},
          stages: [],
          evidence: { lessons: [], certificates: [], reviews: [] },
        },
      ],
    },
  ],
}
const source = () => ({ database: test.db, lessons, catalog })
const [trainee, mentor, hr] = [uuidv7(), uuidv7(), uuidv7()]
const viewer = viewerOf({ id: trainee, role: 'trainee' }, 'progress.write')
const guide = viewerOf({ id: mentor, role: 'mentor' }, 'progress.write')
const at = (day: number) => new Date(Date.UTC(2026, 9, day))

beforeAll(async () => {
  test = await testDatabase()
  const department = uuidv7()
  await test.db.insert(users).values([
    { id: trainee, name: '学员', email: 'a@example.com' },
    { id: mentor, name: '导师', email: 'm@example.com', role: 'mentor' },
    { id: hr, name: '人事', email: 'h@example.com', role: 'hr' },
  ])
  await test.db.insert(departments).values({ id: department, nameZh: '算法部', nameEn: 'A', position: 1 })
  await test.db
    .insert(people)
    .values({ id: trainee, externalId: 'ZC1', departmentId: department, joinedOn: '2026-01-01' })
})
afterAll(() => test.close())

const state = (lesson: string, day: number, isVerified: boolean) => ({
  learnerId: trainee,
  lesson,
  openedAt: at(1),
  lastAt: at(day),
  verifiedAt: isVerified ? at(day) : null,
  verifiedVersion: isVerified ? 1 : null,
  verifiedBy: isVerified ? ('checks' as const) : null,
})

describe('choosing', () => {
  it('keeps the track and the aim, each change audited once', async () => {
    expect(await followTrack(viewer, 'mentor', catalog, test.db)).toBe('done')
    expect(await followTrack(viewer, 'mentor', catalog, test.db)).toBe('done')
    expect(await aimAt(viewer, 'data/lead', catalog, test.db)).toBe('done')
    const chosen = await learnerOf(viewer, catalog, test.db)
    expect([chosen.track.id, chosen.aim?.role.id, chosen.hasPlace]).toEqual(['mentor', 'lead', true])
    expect(await aimAt(viewer, null, catalog, test.db)).toBe('done')
    expect((await learnerOf(viewer, catalog, test.db)).aim).toBeNull()
    const rows = await test.db.select().from(auditEvents).orderBy(auditEvents.at, auditEvents.id)
    expect(rows.map(({ action, data }) => [action, data])).toEqual([
      ['track.followed', { from: 'ml-engineer', to: 'mentor' }],
      ['aim.chosen', { from: null, to: 'data/lead' }],
      ['aim.chosen', { from: 'data/lead', to: null }],
    ])
    await followTrack(viewer, 'ml-engineer', catalog, test.db)
  })

  it('accepts only what the catalog has, from people who have a place', async () => {
    expect(await followTrack(viewer, 'nonsense', catalog, test.db)).toBe('unknown')
    expect(await aimAt(viewer, 'data/nobody', catalog, test.db)).toBe('unknown')
    expect(await followTrack(guide, 'mentor', catalog, test.db)).toBe('no-place')
    expect(await learnerOf(guide, catalog, test.db)).toMatchObject({
      track: { id: 'mentor' },
      aim: null,
      hasPlace: false,
    })
  })

  it('of a track or a role that is gone falls back', async () => {
    await test.db.update(people).set({ track: 'gone', aim: 'gone/role' }).where(eq(people.id, trainee))
    expect(await learnerOf(viewer, catalog, test.db)).toMatchObject({
      track: { id: 'ml-engineer' },
      aim: null,
    })
  })
})

describe('the path of a person', () => {
  it('follows from what is verified, begun and handed in', async () => {
    const empty = await myPath(viewer, source())
    expect([empty.path.next?.lesson.id, empty.left, empty.points.data]).toEqual(['a', null, 0])

    await test.db.insert(lessonStates).values([state('a', 3, true), state('b', 4, false)])
    const begun = await myPath(viewer, source())
    expect([begun.path.stage, begun.path.next?.lesson.id, begun.left?.lesson.id]).toEqual([
      'foundations',
      'b',
      'b',
    ])
    expect([begun.points.data, begun.points.modelling]).toEqual([2, 0])

    await test.db.insert(lessonStates).values(state('project', 9, false))
    await test.db.insert(submissions).values({
      learnerId: trainee,
      id: uuidv7(),
      lesson: 'project',
      check: 'project',
      lessonVersion: 1,
      kind: 'review',
      verdict: 'waiting',
      code: {},
    })
    const waiting = await myPath(viewer, source())
    expect(waiting.path.stages[2]?.lessons[0]?.standing).toBe('waiting')
    expect(waiting.left?.lesson.id).toBe('b')
  })

  it('never shows what belongs to another', async () => {
    const other = await myPath(guide, source())
    expect([other.progress.size, other.verified.size, other.left]).toEqual([0, 0, null])
  })
})

describe('the demonstration', () => {
  it('gives people tracks and aims of their department, and the certificates they earned', async () => {
    await test.db.delete(lessonStates)
    await test.db.insert(lessonStates).values(['a', 'b', 'project'].map((id) => state(id, 5, true)))
    await test.db.transaction((tx) => seedPaths(tx, { lessons, catalog }, at(20)))
    const [person] = await test.db.select().from(people)
    expect(person?.track).toBe('ml-engineer')
    const rows = await test.db.select().from(certificates).orderBy(certificates.stage)
    expect(rows.map((row) => [row.stage, row.issuedAt, row.name])).toEqual([
      ['foundations', at(5), '学员'],
      ['practice', at(5), '学员'],
    ])
    expect(rows.filter((row) => row.revokedAt !== null)).toHaveLength(1)
  })
})
