/**
 * Learners' batches through the HTTP API: signed-in people, sessions, limits and receipts as in the product. Counts
 * what was acknowledged and looks for each acknowledged event in the log: none may be lost, none doubled.
 */
import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { compiledLesson, lessons } from '../lib/content/source.server'
import { connect, type Database } from '../lib/db/client.server'
import { uuidv7 } from '../lib/db/uuid'
import { livePlan } from '../lib/insights/live-plan.server'
import { type Plan, planDigest } from '../lib/insights/plan'
import type { Receipt } from '../lib/progress/events'
import { PLAN } from './insights-world'
import type { Report } from './report'

const LEARNERS = 800
/** Requests under way at once. */
const LANES = 24
const PORT = Number(process.env['BENCH_PORT'] ?? 3170)
const ORIGIN = `http://127.0.0.1:${PORT}`
const SECRET = 'a secret for the bench that nobody else uses'

export async function measureEvents(
  report: Report,
  url: string,
  { minutes, plain }: { minutes: number; plain: boolean },
): Promise<void> {
  const database = connect(url, { max: 2, statementTimeout: 0 })
  // The site would count a hundred thousand people again for its own lessons; the bench asks about recording.
  await countBy(database, livePlan())
  const learners = await signEverybodyIn(database)
  const before = await foldedRuns(database, learners)
  for (const learner of learners) learner.runs = before.get(learner.id) ?? 0
  const parts = await partsOfLessons()
  const stop = await startSite(url, plain)
  try {
    report.compare(
      `${LANES} browsers at a time of ${LEARNERS} learners, batches of 10 to 50 events for ${minutes} minutes, every fiftieth sent twice`,
    )
    const sent = await load(learners, parts, minutes * 60_000)
    report.figure('insights.event-batch.p50-ms', percentileOf(sent.times, 0.5), 'ms')
    report.figure('insights.event-batch.p95-ms', percentileOf(sent.times, 0.95), 'ms')
    report.figure('insights.events-refused', sent.refused, '', { atMost: 0 })
    const { lost, doubled } = await compare(database, learners, sent)
    report.figure('insights.events-lost', lost, '', { atMost: 0 })
    report.figure('insights.events-doubled', doubled, '', { atMost: 0 })
    report.figure('insights.events-per-second', sent.acknowledged / (sent.ms / 1000), '/s', {
      atLeast: 5_000,
    })
  } finally {
    await stop()
    await countBy(database, PLAN)
    await database.execute(sql`
      insert into insight_dirty (learner_id) select id from people where id = any(${idsOf(learners)}::uuid[])`)
    await database.$client.end()
  }
}

const countBy = (database: Database, plan: Plan) =>
  database.execute(sql`
    update settings set value = to_jsonb(${planDigest(plan)}::text) where key = 'insights.plan'`)

const idsOf = (learners: readonly Learner[]): string => `{${learners.map(({ id }) => id).join()}}`

type Learner = { id: string; cookie: string; runs: number }

/** Sessions as signing in makes them; the bench is not about passwords. */
async function signEverybodyIn(database: Database): Promise<Learner[]> {
  const rows = await database.execute<{ id: string; token: string }>(sql`
    insert into sessions (id, user_id, token, expires_at)
    select gen_random_uuid(), learner_id, md5(random()::text) || md5(random()::text), now() + interval '1 day'
    from insight_people where counted order by number limit ${LEARNERS} returning user_id as id, token`)
  return [...rows].map(({ id, token }) => {
    const signature = createHmac('sha256', SECRET).update(token).digest('base64')
    return { id, cookie: `zhucai=${encodeURIComponent(`${token}.${signature}`)}`, runs: 0 }
  })
}

type Parts = { lesson: string; cells: string[]; checks: string[] }

const partsOfLessons = (): Promise<Parts[]> =>
  Promise.all(
    lessons().map(async ({ id }) => {
      const { cells, checks } = await compiledLesson(id, 'zh')
      return { lesson: id, cells: cells.map((cell) => cell.id), checks: checks.map((check) => check.id) }
    }),
  )

async function startSite(url: string, plain: boolean): Promise<() => Promise<void>> {
  const site = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', plain ? 'bench/insights-server.ts' : 'scripts/serve.ts'],
    {
      env: {
        ...process.env,
        PORT: String(PORT),
        DATABASE_URL: url,
        DEMO: '0',
        NODE_ENV: 'production',
        BETTER_AUTH_URL: ORIGIN,
        BETTER_AUTH_SECRET: SECRET,
        ZHUCAI_DATA: join(tmpdir(), `zhucai-bench-site-${process.pid}`),
      },
      // What it says of a failure is worth reading; standard output is for the figures.
      stdio: ['ignore', process.stderr, 'inherit'],
    },
  )
  const end = Date.now() + 60_000
  for (let ready = false; !ready;) {
    if (site.exitCode !== null || Date.now() > end)
      throw new Error('The site did not start; build it first (npm start).')
    ready = await fetch(`${ORIGIN}/api/v1/openapi.json`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (!ready) await new Promise((again) => setTimeout(again, 250))
  }
  return async () => {
    site.kill('SIGTERM')
    await new Promise((done) => (site.exitCode === null ? site.once('exit', done) : done(null)))
  }
}

type Sent = { acknowledged: number; refused: number; times: number[]; ms: number; began: Date }

async function load(learners: Learner[], parts: Parts[], ms: number): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES })
  const sent: Sent = { acknowledged: 0, refused: 0, times: [], ms: 0, began: new Date() }
  const began = performance.now()
  let next = 0
  const lane = async () => {
    while (performance.now() - began < ms) {
      const learner = learners[next++ % learners.length]!
      const { body, count, runs } = batchOf(learner, parts[next % parts.length]!)
      const at = performance.now()
      const receipts = await post(agent, learner, body)
      sent.times.push(performance.now() - at)
      const accepted = receipts.filter(({ outcome }) => outcome === 'accepted').length
      sent.acknowledged += accepted
      sent.refused += count - accepted
      learner.runs += runs
      // As a browser does whose answer was lost on the way.
      if (next % 50 === 0) {
        const again = await post(agent, learner, body)
        sent.refused += again.filter(({ outcome }) => outcome !== 'duplicate').length
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  sent.ms = performance.now() - began
  agent.destroy()
  return sent
}

let clock = 0

/** Ten to fifty events of one lesson: mostly runs and checks, now and then a curve. */
function batchOf(
  learner: Learner,
  { lesson, cells, checks }: Parts,
): { body: string; count: number; runs: number } {
  clock++
  const count = 10 + (clock % 41)
  let runs = 0
  const events = Array.from({ length: count }, (_, index) => {
    const head = `"id":"${uuidv7()}","lesson":"${lesson}","at":"${new Date(Date.now() - index * 700).toISOString()}"`
    if (index === 0) return `{${head},"type":"lesson.opened"}`
    if (index === 1 && checks.length > 0)
      return `{${head},"type":"check.passed","check":"${checks[clock % checks.length]}"}`
    if (index === 2 && clock % 20 === 0)
      return `{${head},"type":"training.finished","cell":"${cells[0]}","curve":${CURVE}}`
    runs++
    const cell = cells[(clock + index) % cells.length]
    return index % 6 === 0
      ? `{${head},"type":"cell.ran","cell":"${cell}","outcome":"failed","ms":40,"error":"TypeError: x is not a function"}`
      : `{${head},"type":"cell.ran","cell":"${cell}","outcome":"done","ms":900}`
  })
  return { body: `{"learner":"${learner.id}","events":[${events.join()}]}`, count, runs }
}

const points = Array.from({ length: 200 }, (_, index) => index)
const CURVE = JSON.stringify({ series: [{ name: 'loss', x: points, y: points.map((x) => 1 / (1 + x)) }] })

/** One request; anything but receipts is an error of the bench. */
function post(agent: Agent, { cookie }: Learner, body: string): Promise<Receipt[]> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${ORIGIN}/api/v1/progress`,
      {
        agent,
        method: 'POST',
        headers: {
          cookie,
          origin: ORIGIN,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('end', () => {
          const text = Buffer.concat(pieces).toString()
          if (answer.statusCode === 200) resolve((JSON.parse(text) as { receipts: Receipt[] }).receipts)
          else reject(new Error(`The API answered ${answer.statusCode}: ${text.slice(0, 300)}`))
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

/** Of what was acknowledged: how much is not in the log, and how much was folded more than once. */
async function compare(database: Database, learners: Learner[], sent: Sent) {
  const [log] = await database.execute<{ events: number }>(sql`
    select count(*)::int as events from progress_events
    where learner_id = any(${idsOf(learners)}::uuid[]) and received_at >= ${sent.began.toISOString()}::timestamptz`)
  const runs = await foldedRuns(database, learners)
  const difference = learners.map((learner) => (runs.get(learner.id) ?? 0) - learner.runs)
  const missing = Math.max(0, sent.acknowledged - log!.events)
  return {
    lost: missing + difference.reduce((all, one) => all + Math.max(0, -one), 0),
    doubled:
      Math.max(0, log!.events - sent.acknowledged) +
      difference.reduce((all, one) => all + Math.max(0, one), 0),
  }
}

/** Runs that were folded into the states of installed lessons. */
async function foldedRuns(database: Database, learners: Learner[]): Promise<Map<string, number>> {
  const rows = await database.execute<{ id: string; runs: number }>(sql`
    select learner_id as id, sum(runs)::int as runs from lesson_states
    where learner_id = any(${idsOf(learners)}::uuid[]) and lesson not like 'bench-%'
    group by 1`)
  return new Map([...rows].map((row) => [row.id, row.runs]))
}

function percentileOf(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN
}
