import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewerOf } from '../auth/testing.server'
import { lessons } from '../content/source.server'
import { testDatabase, type TestDatabase } from '../db/testing.server'
import { DEMO_ACCOUNTS } from '../demo/accounts'
import { seedDemo } from '../demo/seed.server'
import { readPeople } from '../insights/people.server'
import { InsightFilters } from '../insights/filters'
import { INSIGHT_KEYS } from '../insights/registry'
import { liveSource } from '../insights/source.server'
import { MOST_VIEWS } from '../insights/views.server'
import { assemble } from './app.server'
import { routes } from './insights.server'
import { readCsv } from '../insights/table-file.testing'
import { closeLimits } from './limits.server'
import { routes as mentees } from './mentees.server'
import { routes as session } from './session.server'
import { cookiesOf, type Sender, sender } from './testing.server'

let test: TestDatabase
const send = {} as Record<'trainee' | 'underway' | 'mentor' | 'hr' | 'admin' | 'nobody', Sender>

beforeAll(async () => {
  test = await testDatabase()
  await seedDemo(test.db)
  const app = assemble([...session, ...routes, ...mentees])
  send.nobody = sender(undefined, app)
  for (const { as, email, password } of DEMO_ACCOUNTS) {
    const answer = await send.nobody('POST', '/session', { email, password })
    expect(answer.status).toBe(200)
    send[as] = sender(cookiesOf(answer), app)
  }
}, 180_000)
afterAll(async () => {
  await closeLimits()
  await test.close()
})

describe('insights over HTTP', () => {
  it('answers every figure to HR and administrators, and to nobody else', async () => {
    const paths = INSIGHT_KEYS.flatMap((key) => [key, `${key}/rows`, `${key}/rows.csv`, `${key}/rows.xlsx`])
    // One user's limit for each route is below the number of figures: files are tried for a few.
    for (const path of [
      ...paths.filter((one) => !/\./.test(one) || /^h|^w/.test(one)),
      'people.csv',
      'people.xlsx',
    ]) {
      expect((await send.nobody('GET', `/insights/${path}`)).status).toBe(401)
      expect((await send.trainee('GET', `/insights/${path}`)).status).toBe(403)
      expect((await send.mentor('GET', `/insights/${path}`)).status).toBe(403)
      for (const role of ['hr', 'admin'] as const) {
        const answer = await send[role]('GET', `/insights/${path}?period=all`)
        expect(answer.status).toBe(200)
        await answer.text()
      }
    }
    const answer = (await (await send.hr('GET', '/insights/at-risk')).json()) as Record<string, unknown>
    expect(answer).toMatchObject({
      key: 'at-risk',
      unit: 'people',
      kind: 'shown',
      lines: [{ id: 'idle' }, { id: 'failing' }],
    })
  })

  it('refuses filters it does not know', async () => {
    expect((await send.hr('GET', '/insights/trend?period=9')).status).toBe(422)
    expect((await send.hr('GET', '/insights/trend?role=admin')).status).toBe(422)
    expect((await send.hr('GET', '/insights/nothing')).status).toBe(422)
  })

  it('exports all rows of the table as a file in the reader’s language', async () => {
    const answer = await send.hr('GET', '/insights/people.csv?sort=number')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="people-\d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''%E5%AD%A6/,
    )
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf])
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
    expect(lines[0]!).toMatch(/^姓名,工号,部门/)
    const viewer = viewerOf({ id: '019a0000-0000-7000-8000-000000000001', role: 'hr' }, 'insights.read')
    const { shown } = await readPeople(viewer, InsightFilters.parse({}), await liveSource())
    expect(lines.length).toBe(shown.count + 1)
  })

  it('stops an export whose reader leaves, and goes on answering', async () => {
    for (let time = 0; time < 12; time++) {
      const answer = await send.admin('GET', '/insights/people.csv')
      await answer.body!.cancel()
    }
    expect((await send.admin('GET', '/insights/week')).status).toBe(200)
  })
})

describe('rows over HTTP', () => {
  it('come page after page, and all together are the export', async () => {
    type Page = { headings: string[]; rows: (string | number)[][]; next: string | null }
    const rows: Page['rows'] = []
    let headings: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const place = cursor === '' ? '' : `&cursor=${cursor}`
      const answer = await send.hr('GET', `/insights/coverage/rows?period=all${place}`)
      const page = (await answer.json()) as Page
      headings = page.headings
      rows.push(...page.rows)
      cursor = page.next
    }
    expect(rows.length).toBeGreaterThan(100)
    const file = await (await send.hr('GET', '/insights/coverage/rows.csv?period=all')).text()
    expect(readCsv(file)).toEqual([headings, ...rows.map((row) => row.map(String))])
  })
})

describe('saved views', () => {
  const view = { page: 'at-risk', name: '研发', query: 'period=30&nonsense=1&page=3' }

  it('are kept by name with their filters, and belong to one person', async () => {
    const saved = await send.hr('POST', '/insights/views', view)
    expect(saved.status).toBe(201)
    const { id, query } = (await saved.json()) as { id: string; query: string }
    expect(query).toBe('period=30')
    const again = (await (await send.hr('POST', '/insights/views', { ...view, query: '' })).json()) as {
      id: string
    }
    expect((await send.hr('DELETE', `/insights/views/${id}`)).status).toBe(404)
    expect((await send.admin('DELETE', `/insights/views/${again.id}`)).status).toBe(404)
    expect((await send.hr('DELETE', `/insights/views/${again.id}`)).status).toBe(200)
    expect((await send.trainee('POST', '/insights/views', view)).status).toBe(403)
    expect((await send.hr('POST', '/insights/views', { ...view, page: 'elsewhere' })).status).toBe(422)
    expect((await send.hr('POST', '/insights/views', { ...view, name: ' ' })).status).toBe(422)
  })

  it('have an end', async () => {
    await test.db.execute(sql`
      insert into saved_views (user_id, id, page, name, query)
      select u.id, gen_random_uuid(), 'week', 'view ' || n, '' from users u, generate_series(1, ${MOST_VIEWS}) n
      where u.role = 'admin'`)
    expect((await send.admin('POST', '/insights/views', view)).status).toBe(409)
  })
})

describe('mentees over HTTP', () => {
  const lesson = () => lessons()[0]!.id

  it('answers mentors alone, about their own mentees alone', async () => {
    for (const role of ['trainee', 'hr', 'admin'] as const) {
      expect((await send[role]('GET', '/mentees')).status).toBe(403)
    }
    const { mentees } = (await (await send.mentor('GET', '/mentees')).json()) as { mentees: { id: string }[] }
    expect(mentees.length).toBeGreaterThan(10)
    const work = await send.mentor('GET', `/mentees/${mentees[0]!.id}/lessons/${lesson()}`)
    expect(work.status).toBe(200)
    const rows = await test.db.execute<{ id: string }>(sql`select id from people`)
    const own = new Set(mentees.map((mentee) => mentee.id))
    const foreign = rows.find(({ id }) => !own.has(id))!
    expect((await send.mentor('GET', `/mentees/${foreign.id}/lessons/${lesson()}`)).status).toBe(404)
    expect((await send.hr('GET', `/mentees/${foreign.id}/lessons/${lesson()}`)).status).toBe(403)
  })
})

describe('the demonstration of the installed lessons', () => {
  it('has people in every state, who failed with errors that their code explains', async () => {
    const rows = await test.db.execute<{
      verified: number
      failed: number
      learners: number
      kinds: number
    }>(sql`
      select count(verified_at)::int verified, (count(*) filter (where last_error is not null))::int failed,
        count(distinct learner_id)::int learners, count(distinct last_error)::int kinds from lesson_states`)
    expect(rows[0]!.learners).toBeGreaterThan(120)
    expect(rows[0]!.verified).toBeGreaterThan(60)
    expect(rows[0]!.failed).toBeGreaterThan(20)
    expect(rows[0]!.kinds).toBeGreaterThan(2)
    const [curves] = await test.db.execute<{ n: number }>(
      sql`select count(*)::int n from lesson_states where verified_at is not null and curve is null and lesson = 'mnist-mlp'`,
    )
    expect(curves!.n).toBe(0)
  })
})
