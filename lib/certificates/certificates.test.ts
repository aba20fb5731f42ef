import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { viewerOf } from '../auth/testing.server'
import type { Catalog } from '../curriculum/catalog'
import { lessonOf, trackOf } from '../curriculum/course.fixture'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import {
  auditEvents,
  certificates,
  departments,
  lessonStates,
  notifications,
  people,
  users,
} from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { earnedStages, isUncertified, type Proof } from './earn'
import { type Course, issueEarned } from './issue.server'
import { readListFilter } from './list-filter'
import { findCertificate, listCertificates, myCertificates } from './read.server'
import { proofKinds } from './proof-kinds'
import { reissueCertificate } from './reissue.server'
import { revokeCertificate } from './revoke.server'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.close())

const lessons = [lessonOf('a', 'foundations'), lessonOf('b', 'foundations'), lessonOf('c', 'practice')]
const track = trackOf(['a', 'b', 'c', 'not-written'])
const catalog: Catalog = { stages: [], tracks: [{ ...track, id: 'ml-engineer' }], ladders: [] }
const course: Course = { lessons, catalog }
const NOW = new Date('2026-11-01T00:00:00Z')

let learner: string
const hr = { id: uuidv7(), role: 'hr' as const }
const viewer = () => viewerOf({ id: learner, role: 'trainee' }, 'progress.write')

beforeEach(async () => {
  learner = uuidv7()
  const department = uuidv7()
  await test.db.insert(users).values({ id: learner, name: '林晓', email: `${learner}@example.com` })
  await test.db
    .insert(users)
    .values({ id: hr.id, name: '沈', email: `${hr.id}@example.com`, role: 'hr' })
    .onConflictDoNothing()
  await test.db.insert(departments).values({ id: department, nameZh: '部', nameEn: 'D', position: 1 })
  await test.db
    .insert(people)
    .values({ id: learner, externalId: learner.slice(-12), departmentId: department, joinedOn: '2026-01-01' })
})

const verify = (lesson: string, by: Proof['by'] = 'checks') =>
  test.db.insert(lessonStates).values({
    learnerId: learner,
    lesson,
    openedAt: NOW,
    lastAt: NOW,
    verifiedAt: NOW,
    verifiedVersion: 3,
    verifiedBy: by,
  })
const issue = () => test.db.transaction((tx) => issueEarned(tx, learner, NOW, course))
const toldOf = async (kind: string) =>
  (
    await test.db
      .select({ data: notifications.data })
      .from(notifications)
      .where(and(eq(notifications.userId, learner), eq(notifications.kind, kind)))
  ).map(({ data }) => data)
const auditOf = async (subject: string) =>
  (await test.db.select().from(auditEvents).where(eq(auditEvents.subject, subject))).map((row) => row.action)

describe('a stage is earned', () => {
  const proof = (lesson: string, by: Proof['by'] = 'checks'): Proof => ({
    lesson,
    version: 1,
    verifiedAt: NOW,
    by,
  })
  const earned = (...proofs: Proof[]) => earnedStages(lessons, track, proofs).map(({ stage }) => stage)

  it('by every required lesson that is there, through checks or a placement test', () => {
    expect(earned(proof('a'))).toEqual([])
    expect(earned(proof('a'), proof('b', 'placement'))).toEqual(['foundations'])
    expect(earned(proof('a'), proof('b', null), proof('c'))).toEqual(['foundations', 'practice'])
  })
  it('not by a waiver, nor where the track requires nothing', () => {
    expect(earned(proof('a'), proof('b', 'waiver'))).toEqual([])
    expect(earnedStages(lessons, trackOf(['not-written']), [proof('a'), proof('b')])).toEqual([])
  })
})

describe('a certificate', () => {
  it('is issued when the last lesson is proved, with what proved it, and told and audited', async () => {
    await verify('a')
    expect(await issue()).toEqual([])
    await verify('b', 'placement')
    const [one, ...more] = await issue()
    expect(more).toEqual([])
    expect(one).toEqual({ stage: 'foundations', code: expect.stringMatching(/^[\w-]{22}$/) })
    expect(await findCertificate(one!.code)).toEqual({
      code: one!.code,
      stage: 'foundations',
      name: '林晓',
      lessons: [
        { lesson: 'a', version: 3, verifiedAt: NOW, by: 'checks' },
        { lesson: 'b', version: 3, verifiedAt: NOW, by: 'placement' },
      ],
      issuedAt: NOW,
      revokedAt: null,
      replacedBy: null,
    })
    expect(await auditOf(`certificate ${one!.code}`)).toEqual(['certificate.issued'])
    const told = await test.db.execute<{ n: number }>(
      sql`select count(*)::int n from notifications where user_id = ${learner} and kind = 'certificate.issued'`,
    )
    expect(told[0]!.n).toBe(1)
  })

  it('is issued once, also when asked for twice at the same time', async () => {
    for (const lesson of ['a', 'b', 'c']) await verify(lesson)
    const issued = (await Promise.all([issue(), issue(), issue()])).flat()
    expect(issued.map(({ stage }) => stage).toSorted()).toEqual(['foundations', 'practice'])
    expect(await issue()).toEqual([])
    expect(await myCertificates(viewer(), test.db)).toHaveLength(2)
  })

  it('keeps the name and the lessons it was issued for', async () => {
    await verify('c')
    const [one] = await issue()
    await test.db.update(users).set({ name: '别名' }).where(eq(users.id, learner))
    await test.db.delete(lessonStates).where(eq(lessonStates.learnerId, learner))
    expect((await findCertificate(one!.code))?.name).toBe('林晓')
    expect((await findCertificate(one!.code))?.lessons).toHaveLength(1)
  })

  it('is for people on the list alone', async () => {
    await verify('c')
    await test.db.delete(people).where(eq(people.id, learner))
    expect(await issue()).toEqual([])
  })

  it.each(['', 'x', `${'A'.repeat(21)}'`, 'A'.repeat(23), '../../etc/passwd', 'AAAAAAAAAAAAAAAAAAAAAA'])(
    'is not found by %j',
    async (code) => {
      expect(await findCertificate(code)).toBeNull()
    },
  )
})

describe('revoking', () => {
  const revoker = () => viewerOf(hr, 'certificates.revoke')

  it('takes effect once, for ever, with its reason in the audit log and out of public sight', async () => {
    await verify('c')
    const [one] = await issue()
    const outcomes = await Promise.all([
      revokeCertificate(revoker(), one!.code, '抄袭属实', test.db, NOW),
      revokeCertificate(revoker(), one!.code, '又一次', test.db, NOW),
    ])
    expect(outcomes.toSorted()).toEqual(['already', 'revoked'])
    const seen = await findCertificate(one!.code)
    expect(seen?.revokedAt).toEqual(NOW)
    expect(JSON.stringify(seen)).not.toMatch(/抄袭|又一次/)
    expect((await auditOf(`certificate ${one!.code}`)).toSorted()).toEqual([
      'certificate.issued',
      'certificate.revoked',
    ])
    expect(await issue()).toEqual([])
    expect((await myCertificates(viewer(), test.db))[0]?.revokedAt).toEqual(NOW)
  })

  it('tells the holder, without the reason', async () => {
    await verify('c')
    const [one] = await issue()
    await revokeCertificate(revoker(), one!.code, '抄袭属实', test.db, NOW)
    expect(await toldOf('certificate.revoked')).toEqual([{ stage: 'practice', code: one!.code }])
  })

  it('of a certificate that does not exist is said', async () => {
    expect(await revokeCertificate(revoker(), 'A'.repeat(22), '没有这张', test.db)).toBe('unknown')
    expect(await revokeCertificate(revoker(), 'nonsense', '没有这张', test.db)).toBe('unknown')
  })

  it('is offered where a lesson on the certificate is not verified any more', async () => {
    await test.db.delete(certificates)
    for (const lesson of ['a', 'b', 'c']) await verify(lesson)
    await issue()
    const doubtful = async () =>
      (await listCertificates(revoker(), readListFilter({ state: 'unproven' }), test.db)).rows
    expect(await doubtful()).toEqual([])
    await test.db
      .update(lessonStates)
      .set({ verifiedAt: null, verifiedVersion: null, verifiedBy: null })
      .where(and(eq(lessonStates.learnerId, learner), eq(lessonStates.lesson, 'b')))
    const [one, ...others] = await doubtful()
    expect([one!.stage, one!.unproven, others.length]).toEqual(['foundations', ['b'], 0])
    await revokeCertificate(revoker(), one!.code, '依据有变', test.db)
    expect(await doubtful()).toEqual([])
  })

  it('shows in the list, which is filtered by state, name and number', async () => {
    await test.db.delete(certificates)
    await verify('a')
    await verify('b')
    await verify('c')
    const [first] = await issue()
    await revokeCertificate(revoker(), first!.code, '抄袭属实', test.db)
    const list = async (search: Record<string, string>) =>
      (await listCertificates(revoker(), readListFilter(search), test.db)).rows.map((row) => [
        row.stage,
        row.revokedFor,
      ])
    expect(await list({})).toHaveLength(2)
    expect(await list({ state: 'revoked' })).toEqual([[first!.stage, '抄袭属实']])
    expect(await list({ state: 'valid', q: learner.slice(-12) })).toHaveLength(1)
    expect(await list({ q: '林' })).toHaveLength(2)
    expect(await list({ q: '%' })).toEqual([])
    expect(await list({ cursor: 'x', state: 'nonsense' })).toHaveLength(2)
  })
})

describe('issuing anew', () => {
  const revoker = () => viewerOf(hr, 'certificates.revoke')
  const again = (code: string, at = NOW) =>
    reissueCertificate(revoker(), code, '姓名写错了一个字', test.db, at, course)
  const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

  it('corrects a misspelt name: both stay to be looked up, one is valid, the holder is told', async () => {
    await verify('c')
    const [old] = await issue()
    expect(await again(old!.code)).toEqual({ kind: 'unchanged' })
    await test.db.update(users).set({ name: '林晓晓' }).where(eq(users.id, learner))
    const outcome = await again(old!.code, later(1))
    if (outcome.kind !== 'reissued') throw new Error(outcome.kind)
    expect(await findCertificate(old!.code)).toMatchObject({
      name: '林晓',
      revokedAt: later(1),
      replacedBy: outcome.code,
    })
    expect(await findCertificate(outcome.code)).toMatchObject({
      name: '林晓晓',
      revokedAt: null,
      issuedAt: later(1),
      lessons: [{ lesson: 'c', version: 3, verifiedAt: NOW }],
    })
    expect(await toldOf('certificate.replaced')).toEqual([{ stage: 'practice', code: outcome.code }])
    expect(await auditOf(`certificate ${old!.code}`)).toContain('certificate.replaced')
    // The learner claims in vain, and so does a second press.
    expect(await issue()).toEqual([])
    expect(await again(old!.code)).toEqual({ kind: 'held' })
  })

  it('replaces once when pressed twice', async () => {
    await verify('c')
    const [old] = await issue()
    await test.db.update(users).set({ name: '林晓晓' }).where(eq(users.id, learner))
    const outcomes = await Promise.all([again(old!.code), again(old!.code), again(old!.code)])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['held', 'held', 'reissued'])
  })

  it('follows a revocation when HR says so, from proofs that hold today', async () => {
    await verify('c')
    const [old] = await issue()
    await revokeCertificate(revoker(), old!.code, '作业不是本人完成', test.db, later(1))
    expect(await issue()).toEqual([])
    const unproved = { verifiedAt: null, verifiedVersion: null, verifiedBy: null }
    await test.db.update(lessonStates).set(unproved).where(eq(lessonStates.learnerId, learner))
    expect(await again(old!.code)).toEqual({ kind: 'not-earned' })
    await test.db
      .update(lessonStates)
      .set({ verifiedAt: NOW, verifiedVersion: 4, verifiedBy: 'checks' })
      .where(eq(lessonStates.learnerId, learner))
    const outcome = await again(old!.code, later(2))
    if (outcome.kind !== 'reissued') throw new Error(outcome.kind)
    expect((await findCertificate(outcome.code))?.lessons[0]).toMatchObject({ version: 4 })
    expect((await findCertificate(old!.code))?.replacedBy).toBeNull()
    expect(await auditOf(`certificate ${outcome.code}`)).toEqual(['certificate.reissued'])
  })

  it('follows a revocation by itself once a lesson of the stage is proved again', async () => {
    await verify('c')
    const [old] = await issue()
    await revokeCertificate(revoker(), old!.code, '依据有变', test.db, later(1))
    await test.db
      .update(lessonStates)
      .set({ verifiedAt: later(3) })
      .where(eq(lessonStates.learnerId, learner))
    const issued = await test.db.transaction((tx) => issueEarned(tx, learner, later(3), course))
    expect(issued.map(({ stage }) => stage)).toEqual(['practice'])
    expect(await myCertificates(viewer(), test.db)).toHaveLength(2)
  })

  it('is never for an unknown one', async () => {
    expect(await again('A'.repeat(22))).toEqual({ kind: 'unknown' })
    expect(await again('nonsense')).toEqual({ kind: 'unknown' })
  })

  it('by itself takes a proof that is newer than every revocation', () => {
    const proof = { lesson: 'c', version: 1, verifiedAt: later(2), by: 'checks' as const }
    const earned = { stage: 'practice' as const, proofs: [proof] }
    const held = (...days: (number | null)[]) =>
      days.map((day) => ({ stage: 'practice', revokedAt: day === null ? null : later(day) }))
    expect(isUncertified(earned, held())).toBe(true)
    expect(isUncertified(earned, held(1))).toBe(true)
    expect(isUncertified(earned, held(1, 3))).toBe(false)
    expect(isUncertified(earned, held(1, null))).toBe(false)
  })
})

it('a certificate says only what was done for it', () => {
  const checks: Record<string, { kind: 'quiz' | 'model' }[]> = {
    reading: [{ kind: 'quiz' }],
    digits: [{ kind: 'model' }, { kind: 'quiz' }],
  }
  const kinds = (...lessons: Parameters<typeof proofKinds>[0]) => proofKinds(lessons, (id) => checks[id])
  expect(kinds({ lesson: 'reading', by: 'checks' })).toEqual(['quiz'])
  expect(kinds({ lesson: 'digits', by: 'placement' })).toEqual(['placement'])
  expect(kinds({ lesson: 'reading' }, { lesson: 'digits' })).toEqual(['quiz', 'model'])
  expect(kinds({ lesson: 'gone', by: 'checks' })).toEqual([])
})
