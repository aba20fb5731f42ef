import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUser, type TestUser } from '../auth/testing.server'
import type { Role } from '../auth/permissions'
import { catalog } from '../curriculum/catalog.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { auditEvents, certificates, departments, people } from '../db/schema'
import { uuidv7 } from '../db/uuid'
import { assemble } from './app.server'
import { routes as certificateRoutes } from './certificates.server'
import { closeLimits } from './limits.server'
import { routes } from './path.server'
import { routes as session } from './session.server'
import { cookiesOf, type Sender, sender } from './testing.server'

let test: TestDatabase
const send = {} as Record<Role | 'nobody', Sender>
const persons = {} as Record<Role, TestUser>

beforeAll(async () => {
  test = await testDatabase()
  const app = assemble([...session, ...routes, ...certificateRoutes])
  send.nobody = sender(undefined, app)
  for (const role of ['trainee', 'mentor', 'hr', 'admin'] as const) {
    persons[role] = await addUser(role)
    const { email, password } = persons[role]
    const answer = await send.nobody('POST', '/session', { email, password })
    expect(answer.status).toBe(200)
    send[role] = sender(cookiesOf(answer), app)
  }
  const department = uuidv7()
  await test.db.insert(departments).values({ id: department, nameZh: '部', nameEn: 'D', position: 1 })
  await test.db.insert(people).values({
    id: persons.trainee.id,
    externalId: 'ZC1',
    departmentId: department,
    joinedOn: '2026-01-01',
  })
})
afterAll(async () => {
  await closeLimits()
  await test.close()
})

const trainee = async () => {
  const [row] = await test.db.select().from(people).where(eq(people.id, persons.trainee.id))
  return row!
}

describe('the path over HTTP', () => {
  it('is one’s own, and nobody’s who is not signed in', async () => {
    for (const [method, path, body] of [
      ['GET', '/me/path', undefined],
      ['PUT', '/me/track', { track: 'founder' }],
      ['PUT', '/me/aim', { aim: null }],
      ['GET', '/me/certificates', undefined],
      ['POST', '/me/certificates', {}],
    ] as const) {
      expect((await send.nobody(method, path, body)).status).toBe(401)
    }
    const answer = (await (await send.trainee('GET', '/me/path')).json()) as Record<string, unknown>
    expect(answer).toMatchObject({ track: 'ml-engineer', aim: null })
    expect(Array.isArray(answer['lessons'])).toBe(true)
  })

  it('follows a track and aims at a role that exist, and at nothing else', async () => {
    expect((await send.trainee('PUT', '/me/track', { track: 'founder' })).status).toBe(200)
    expect((await trainee()).track).toBe('founder')
    const [ladder] = catalog().ladders
    const aim = `${ladder!.id}/${ladder!.roles[0]!.id}`
    expect((await send.trainee('PUT', '/me/aim', { aim })).status).toBe(200)
    expect((await trainee()).aim).toBe(aim)
    const before = await trainee()
    for (const [path, body, status] of [
      ['/me/track', { track: 'nonsense' }, 404],
      ['/me/track', { track: '../x' }, 422],
      ['/me/track', { track: 'mentor', id: persons.mentor.id }, 422],
      ['/me/track', {}, 422],
      ['/me/aim', { aim: `${ladder!.id}/nobody` }, 404],
      ['/me/aim', { aim: 'x' }, 422],
      ['/me/aim', {}, 422],
    ] as const) {
      const answer = await send.trainee('PUT', path, body)
      expect([body, answer.status]).toEqual([body, status])
    }
    expect(await trainee()).toEqual(before)
    expect((await send.hr('PUT', '/me/track', { track: 'founder' })).status).toBe(409)
    expect((await send.trainee('PUT', '/me/aim', { aim: null })).status).toBe(200)
    expect((await trainee()).aim).toBeNull()
  })
})

describe('certificates over HTTP', () => {
  const code = 'abcdefghijklmnopqrstuv'
  beforeAll(async () => {
    await test.db.insert(certificates).values({
      learnerId: persons.trainee.id,
      stage: 'practice',
      code,
      name: '林晓',
      lessons: [{ lesson: 'mnist-mlp', version: 1, verifiedAt: '2026-10-01T00:00:00.000Z' }],
      issuedAt: new Date('2026-10-02T00:00:00Z'),
    })
  })
  const revoke = (who: Sender, reason: unknown = '抄袭属实') =>
    who('POST', `/certificates/${code}/revocation`, { reason })
  const state = async () => (await test.db.select().from(certificates)).map((row) => row.revokedAt)

  it('are not had by asking when nothing is earned', async () => {
    const answer = await send.trainee('POST', '/me/certificates', {})
    expect(await answer.json()).toEqual({ issued: [] })
    expect((await send.trainee('POST', '/me/certificates', { stage: 'foundations' })).status).toBe(422)
  })

  it('are shown to anybody who has the code, as data and as a PDF', async () => {
    const answer = await send.nobody('GET', `/certificates/${code}`)
    expect(await answer.json()).toEqual({
      code,
      stage: 'practice',
      name: '林晓',
      lessons: [{ lesson: 'mnist-mlp', version: 1, verifiedAt: '2026-10-01T00:00:00.000Z' }],
      issuedAt: '2026-10-02T00:00:00.000Z',
      revokedAt: null,
      replacedBy: null,
    })
    const pdf = await send.nobody('GET', `/certificates/${code}/pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.headers.get('content-disposition')).toBe('attachment; filename="certificate-practice.pdf"')
    expect(new TextDecoder('latin1').decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-')
    for (const wrong of ['zzzzzzzzzzzzzzzzzzzzzz', 'short']) {
      const status = wrong === 'short' ? 422 : 404
      expect((await send.nobody('GET', `/certificates/${wrong}`)).status).toBe(status)
      expect((await send.nobody('GET', `/certificates/${wrong}/pdf`)).status).toBe(status)
    }
  })

  it('are revoked by HR and administrators alone, with a reason, once', async () => {
    expect((await revoke(send.nobody)).status).toBe(401)
    expect((await revoke(send.trainee)).status).toBe(403)
    expect((await revoke(send.mentor)).status).toBe(403)
    for (const reason of ['', '  短  ', 'x'.repeat(501), null, 7]) {
      const answer = await revoke(send.hr, reason)
      expect([reason, answer.status]).toEqual([reason, 422])
    }
    expect(await state()).toEqual([null])
    expect((await revoke(send.hr)).status).toBe(200)
    expect((await revoke(send.admin, '再撤一次')).status).toBe(409)
    const rows = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'certificate.revoked'))
    expect(rows.map(({ actorId, data }) => [actorId, data['reason']])).toEqual([[persons.hr.id, '抄袭属实']])
    const seen = await (await send.nobody('GET', `/certificates/${code}`)).text()
    expect(seen).toContain('revokedAt":"')
    expect(seen).not.toContain('抄袭')
    const unknown = `/certificates/${'z'.repeat(22)}/revocation`
    expect((await send.hr('POST', unknown, { reason: '没有这张' })).status).toBe(404)
  })
})
