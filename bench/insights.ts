/**
 * HR's figures over a large organisation, and the recording of events while it learns. A hundred thousand people and
 * ten million events are made inside PostgreSQL; each figure is asked under filters from "everybody" to one mentor; a
 * tenth of the people in a second database shows how the time grows. Then learners' batches go through the HTTP API.
 *
 * `npm run bench -- insights [--people 100000] [--minutes 10] [--only figures|events] [--plain] [--keep]`: `--plain`
 * serves the API from a bare Node server instead of the built site; `--keep` leaves the databases where they are and
 * uses those that an earlier run of the same code kept. DATABASE_URL names a server to use instead of our own, and
 * BENCH_DATA a folder for our own's data (some ten gigabytes for a while).
 */
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '../lib/db/client.server'
import { startPostgres } from '../lib/db/embedded.server'
import { migrateDatabase } from '../lib/db/migrate.server'
import { planDigest } from '../lib/insights/plan'
import { rebuild } from '../lib/insights/rollup/catch-up.server'
import { measureEvents } from './insights-events'
import { askEverything, type Timings } from './insights-questions'
import { PLAN, seedWorld } from './insights-world'
import { median, type Report } from './report'

/** Of each person, on average. */
const EVENTS = 100

export async function run(report: Report): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3).filter((argument) => argument !== '--'),
    options: {
      people: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '10' },
      only: { type: 'string' },
      plain: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  })
  const people = Number(values.people)
  const { keep } = values
  const server = await openServer(keep)
  try {
    const large = await openDatabase(server.url, people, keep)
    if (values.only !== 'events') {
      const small = await openDatabase(server.url, people / 10, keep)
      await measureFigures(report, small.database, large.database, people)
      await small.database.$client.end()
    }
    await large.database.$client.end()
    if (values.only !== 'figures')
      await measureEvents(report, large.url, { minutes: Number(values.minutes), plain: values.plain })
  } finally {
    await server.close()
  }
}

async function measureFigures(
  report: Report,
  small: Database,
  large: Database,
  people: number,
): Promise<void> {
  report.compare(
    `${people} people, ${LESSONS_AND_EVENTS(people)}; each figure under every filter, each time from the database`,
  )
  const before = await askEverything(small)
  const after = await askEverything(large)
  for (const [name, times] of after.figures) {
    report.figure(`insights.${name}.p50-ms`, percentile(times, 50), 'ms')
    report.figure(`insights.${name}.p95-ms`, percentile(times, 95), 'ms')
  }
  report.figure('insights.rows.p50-ms', percentile(after.rows, 50), 'ms')
  report.figure('insights.rows.p95-ms', percentile(after.rows, 95), 'ms')
  report.figure('insights.people.p95-ms', percentile(after.people, 95), 'ms')
  report.figure('home.p50-ms', percentile(after.home, 50), 'ms')
  report.figure('home.p95-ms', percentile(after.home, 95), 'ms')
  const worst = Math.max(...[...after.figures.values()].map((times) => percentile(times, 95)))
  report.figure('insights.p95-worst-ms', worst, 'ms', { atMost: 150 })
  report.compare(
    `each figure's median time at ${people} people over its time at ${people / 10}, the worst of them`,
  )
  report.figure('insights.growth-10x', growth(before, after), 'x', { atMost: 2 })
}

const LESSONS_AND_EVENTS = (people: number) => `${PLAN.lessons.length} lessons, ${people * EVENTS} events`

function growth(before: Timings, after: Timings): number {
  return Math.max(
    ...[...after.figures].map(([name, times]) => median(times) / median(before.figures.get(name)!)),
  )
}

/** @param percent 0 to 100 */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)]
  if (at === undefined) throw new Error('No values')
  return at
}

async function openServer(keep: boolean): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env['DATABASE_URL']
  if (given) return { url: given, close: async () => {} }
  const name = keep ? 'zhucai-bench' : `zhucai-bench-${process.pid}`
  const data = join(process.env['BENCH_DATA'] ?? tmpdir(), name)
  const postgres = await startPostgres({ data, password: 'bench' })
  return {
    url: postgres.url(),
    async close() {
      await postgres.stop()
      if (!keep) rmSync(data, { recursive: true, force: true })
    },
  }
}

type Made = { url: string; database: Database }

/** A database of its own, made, filled and counted, or kept from an earlier run. */
async function openDatabase(server: string, people: number, keep: boolean): Promise<Made> {
  const name = `bench_${people}`
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  if (keep && (await isMade(server, name))) {
    await migrateDatabase(url)
    return { url, database: connect(url) }
  }
  await command(server, `drop database if exists ${name}`)
  await command(server, `create database ${name}`)
  await migrateDatabase(url)
  await fill(url, people)
  await command(server, `comment on database ${name} is '${MADE}'`)
  return { url, database: connect(url) }
}

/** Says that filling went to its end. */
const MADE = `filled: ${planDigest(PLAN)}`

async function isMade(server: string, name: string): Promise<boolean> {
  const [row] = await command<{ said: string | null }>(
    server,
    `select shobj_description(oid, 'pg_database') as said from pg_database where datname = '${name}'`,
  )
  return row?.said === MADE
}

async function command<Row>(server: string, text: string): Promise<Row[]> {
  const admin = connect(server, { max: 1, statementTimeout: 0 })
  try {
    return (await admin.$client.unsafe(text)) as unknown as Row[]
  } finally {
    await admin.$client.end()
  }
}

async function fill(url: string, people: number): Promise<void> {
  const began = Date.now()
  const seeding = connect(url, { max: 1, statementTimeout: 0 })
  await seedWorld(seeding, people, people * EVENTS)
  const seeded = Date.now()
  await rebuild(seeding, PLAN, { batch: 1_000 })
  await seeding.execute(sql`vacuum analyze`)
  await seeding.$client.end()
  const seconds = (from: number, to: number) => Math.round((to - from) / 1000)
  console.error(
    `${people} people: made in ${seconds(began, seeded)} s, counted in ${seconds(seeded, Date.now())} s`,
  )
}
