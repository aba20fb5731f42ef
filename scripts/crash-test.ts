/**
 * Learners send progress without a pause while processes of the site are killed with -9 at random moments. Afterwards
 * the log must hold every acknowledged event exactly once, nothing that was never sent, and each lesson state must
 * equal the fold of its events. Run: `node --conditions=react-server --import tsx scripts/crash-test.ts [rounds] [--api]`;
 * `--api` tries the API and the database without the pages (no build needed).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { addUser, type TestUser, viewerOf } from '../lib/auth/testing.server'
import { compiledLesson, lessons } from '../lib/content/source.server'
import { connect, db } from '../lib/db/client.server'
import { startPostgres } from '../lib/db/embedded.server'
import { migrateDatabase } from '../lib/db/migrate.server'
import { progressEvents } from '../lib/db/schema'
import { readSecrets } from '../lib/db/secrets.server'
import { uuidv7 } from '../lib/db/uuid'
import type { Receipt } from '../lib/progress/events'
import { refold } from '../lib/progress/refold'
import { foldedPart, lessonStatesOf } from '../lib/progress/state.server'
import { childrenOf } from './children'

export type CrashOptions = {
  rounds: number
  port: number
  /** `site`: scripts/serve.ts, which needs a build. `api`: scripts/crash-api.ts. */
  target: 'site' | 'api'
  learners?: number
  say?: (line: string) => void
}

export type CrashReport = {
  kills: Record<Victim, number>
  /** Events that some answer called accepted or duplicate. */
  acknowledged: number
  /** Rows in the log at the end; more than acknowledged where an answer was lost. */
  stored: number
  /** Requests that ended without an answer or with one that says "later". */
  failedRequests: number
  /** Milliseconds from a kill to the next acknowledged batch. */
  recovery: { median: number; longest: number }
  /** Empty when all is well. */
  faults: string[]
}

type Victim = 'supervisor' | 'web' | 'postgres' | 'everything'
const NAME = 'zhucai'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!

const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Makes the data folder with its database and people, as a first start would. */
async function found(data: string, count: number): Promise<TestUser[]> {
  const { databasePassword } = readSecrets(data)
  const postgres = await startPostgres({ data, password: databasePassword })
  const admin = connect(postgres.url(), { max: 1 })
  await admin.execute(`create database ${NAME}`)
  await admin.$client.end()
  await migrateDatabase(postgres.url(NAME))
  process.env['DATABASE_URL'] = postgres.url(NAME)
  const people: TestUser[] = []
  for (let index = 0; index < count; index++) people.push(await addUser('trainee'))
  await db().$client.end()
  await postgres.stop()
  return people
}

type Sent = { id: string; type: string }
type Learner = {
  user: TestUser
  cookie: string
  sent: Map<string, Sent>
  acknowledged: Set<string>
  minutes: number
}

function site(target: CrashOptions['target'], data: string, port: number) {
  let running: ChildProcess
  const start = () => {
    const script = target === 'site' ? 'scripts/serve.ts' : 'scripts/crash-api.ts'
    running = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', script], {
      env: {
        ...process.env,
        PORT: String(port),
        ZHUCAI_DATA: data,
        DEMO: '0',
        DATABASE_URL: '',
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const gone = () => running.exitCode !== null || running.signalCode !== null
  const part = (words: RegExp) => childrenOf(running.pid!).find(({ command }) => words.test(command))?.pid
  return {
    start,
    gone,
    /** Kills one part, or says that it was not there. */
    strike(victim: Victim): boolean {
      const web = part(/next|web\.mjs|zhucai web/)
      const database = part(/postgres\0-D/)
      const targets = {
        supervisor: [running.pid],
        web: [web],
        postgres: [database],
        everything: [running.pid, web, database],
      }[victim].filter((pid) => pid !== undefined)
      targets.forEach(kill)
      return targets.length > 0
    },
    async stop() {
      if (gone()) return
      running.kill('SIGTERM')
      for (let wait = 0; !gone() && wait < 300; wait++) await pause(100)
      if (!gone()) kill(running.pid!)
    },
  }
}

export async function crashTest({
  rounds,
  port,
  target,
  learners = 4,
  say = () => {},
}: CrashOptions): Promise<CrashReport> {
  const data = mkdtempSync(join(tmpdir(), 'zhucai-crash-'))
  // PostgreSQL runs as another account when this one is root.
  chmodSync(data, 0o711)
  const lesson = lessons()[0]
  if (!lesson) throw new Error('There are no lessons: run `npm run content -- --publish` first.')
  const cells = (await compiledLesson(lesson.id, 'zh')).cells.map(({ id }) => id)
  const origin = `http://127.0.0.1:${port}`
  const kills: Record<Victim, number> = { supervisor: 0, web: 0, postgres: 0, everything: 0 }
  const faults: string[] = []
  const began = Date.now()
  let failedRequests = 0
  const course = { lastAnswer: 0, over: false }

  const call = (method: string, path: string, body: unknown, cookie = '') =>
    fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { origin, cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(8_000),
    })

  async function signIn(user: TestUser): Promise<string> {
    for (let attempt = 0; attempt < 600; attempt++) {
      const answer = await call('POST', '/session', { email: user.email, password: user.password }).catch(
        () => null,
      )
      if (answer?.ok)
        return answer.headers
          .getSetCookie()
          .map((text) => text.split(';')[0])
          .join('; ')
      if (place.gone()) throw new Error('The site did not start; its words are above')
      await pause(100)
    }
    throw new Error('Nobody could sign in within a minute')
  }

  function invent(learner: Learner): Sent {
    const base = { id: uuidv7(), lesson: lesson!.id, at: new Date().toISOString() }
    const failed = Math.random() < 0.3
    const kinds = [
      () => ({ ...base, type: 'lesson.opened' }),
      () => ({
        ...base,
        type: 'cell.ran',
        cell: pick(cells),
        outcome: failed ? 'failed' : 'done',
        ms: 12,
        ...(failed && { error: `Error: ${base.id}` }),
      }),
      () => ({
        ...base,
        type: 'training.finished',
        cell: pick(cells),
        curve: { series: [{ name: 'loss', x: [1, 2], y: [Math.random(), null] }] },
      }),
      // Each in a minute of its own, so that none is a repetition.
      () => ({
        ...base,
        at: new Date(began - ++learner.minutes * 60_000).toISOString(),
        type: 'lesson.active',
        minutes: 1,
      }),
    ]
    return pick(kinds)()
  }

  /** Sends batches until the end; one without an answer is sent again as it was, now and then one with an answer too. */
  async function work(learner: Learner): Promise<void> {
    let unanswered: Sent[] | null = null
    while (!course.over || unanswered) {
      const batch: Sent[] =
        unanswered ?? Array.from({ length: 1 + Math.floor(Math.random() * 12) }, () => invent(learner))
      for (const event of batch) learner.sent.set(event.id, event)
      const body = { learner: learner.user.id, events: batch }
      const answer = await call('POST', '/progress', body, learner.cookie).catch(() => null)
      // A process killed while it writes leaves a head without its body: no answer either.
      const text = (await answer?.text().catch(() => null)) ?? null
      const receipts =
        answer?.ok && text !== null ? (JSON.parse(text) as { receipts: Receipt[] }).receipts : null
      if (!receipts) {
        if (answer && text !== null && ![429, 502, 503].includes(answer.status))
          faults.push(`POST /progress answered ${answer.status}`)
        failedRequests += 1
        unanswered = batch
        if (course.over && faults.length > 0) return
      } else {
        course.lastAnswer = Date.now()
        for (const { id, outcome, reason } of receipts) {
          if (outcome === 'accepted' || (outcome === 'duplicate' && reason === undefined))
            learner.acknowledged.add(id)
          else faults.push(`${id} was ${outcome}: ${reason}`)
        }
        unanswered = !course.over && Math.random() < 0.1 ? batch : null
      }
      await pause(260 + Math.random() * 80)
    }
  }

  const users = await found(data, learners)
  const place = site(target, data, port)
  const recoveries: number[] = []
  try {
    place.start()
    const group = await Promise.all(
      users.map(async (user): Promise<Learner> => ({
        user,
        cookie: await signIn(user),
        sent: new Map(),
        acknowledged: new Set(),
        minutes: 0,
      })),
    )
    const working = group.map(work)
    const victims: readonly Victim[] =
      target === 'site'
        ? ['supervisor', 'web', 'postgres', 'everything']
        : ['supervisor', 'postgres', 'everything']
    for (let round = 0; round < rounds;) {
      await pause(200 + Math.random() * 1500)
      const victim = pick(victims)
      if (!place.strike(victim)) continue
      kills[victim] += 1
      round += 1
      const struck = Date.now()
      const recovered = () => course.lastAnswer > struck + 20
      while (!recovered()) {
        if (place.gone()) place.start()
        if (Date.now() - struck > 120_000) throw new Error(`No answer two minutes after ${victim} was killed`)
        await pause(20)
      }
      recoveries.push(course.lastAnswer - struck)
      say(`round ${round}: ${victim} killed, answered again after ${course.lastAnswer - struck} ms`)
    }
    course.over = true
    await Promise.all(working)
    await place.stop()
    const stored = await compare(data, group, faults)
    const sorted = recoveries.toSorted((a, b) => a - b)
    return {
      kills,
      acknowledged: group.reduce((sum, learner) => sum + learner.acknowledged.size, 0),
      stored,
      failedRequests,
      recovery: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, longest: sorted.at(-1) ?? 0 },
      faults: [...new Set(faults)],
    }
  } finally {
    course.over = true
    await place.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Opens the database that the last start left and looks at every row. */
async function compare(data: string, group: readonly Learner[], faults: string[]): Promise<number> {
  const postgres = await startPostgres({ data, password: readSecrets(data).databasePassword })
  const database = connect(postgres.url(NAME))
  let stored = 0
  try {
    for (const { user, sent, acknowledged } of group) {
      const rows = await database.select().from(progressEvents).where(eq(progressEvents.learnerId, user.id))
      stored += rows.length
      const ids = new Set(rows.map(({ id }) => id))
      if (ids.size !== rows.length) faults.push(`${user.id}: ${rows.length - ids.size} events twice`)
      for (const id of acknowledged) if (!ids.has(id)) faults.push(`${id} was acknowledged and is lost`)
      for (const { id, type } of rows)
        if (sent.get(id)?.type !== type) faults.push(`${id} was never sent like this`)
      const states = await lessonStatesOf(viewerOf(user, 'progress.write'), database)
      const kept = new Map([...states].map(([id, progress]) => [id, foldedPart(progress)]))
      if (!isDeepStrictEqual(kept, refold(rows)))
        faults.push(`${user.id}: the state is not the fold of the events`)
      if ([...states.values()].some(({ verifiedAt }) => verifiedAt))
        faults.push(`${user.id}: verified by events`)
    }
  } finally {
    await database.$client.end()
    await postgres.stop()
  }
  return stored
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rounds = Number(process.argv[2] ?? 20)
  const target = process.argv.includes('--api') ? 'api' : 'site'
  const report = await crashTest({
    rounds,
    port: Number(process.env['PORT'] ?? 4170),
    target,
    say: console.log,
  })
  console.log(JSON.stringify(report, null, 2))
  process.exit(report.faults.length === 0 ? 0 : 1)
}
