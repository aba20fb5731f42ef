/**
 * The supervisor: takes the data folder, starts PostgreSQL, brings the schema up to date, fills an empty demo, starts
 * the web server and keeps both alive. Everything it starts ends with it, the web server first, the database last.
 *
 * Environment: PORT (3000), HOST (127.0.0.1), ZHUCAI_DATA (.data), DATABASE_URL (a PostgreSQL of your own instead of
 * the built-in one), DEMO=0 (begin empty), BETTER_AUTH_URL (the address people type, needed when HOST is not this
 * machine), BETTER_AUTH_SECRET, TRUSTED_PROXIES (addresses of reverse proxies, separated by commas).
 */
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { count, notInArray } from 'drizzle-orm'
import { issueSetup, SETUP_HOURS } from '../lib/auth/first-administrator.server'
import { connect, type Database } from '../lib/db/client.server'
import { startPostgres, type Postgres, type PostgresOptions } from '../lib/db/embedded.server'
import { acquireLock, type Lock } from '../lib/db/lock.server'
import { migrateDatabase } from '../lib/db/migrate.server'
import { settings, users } from '../lib/db/schema'
import { readSecrets } from '../lib/db/secrets.server'
import { KEPT_SECRETS, keptSecret } from '../lib/db/kept-secret.server'
import { isDemo } from '../lib/demo/flag.server'
import {
  addressOf,
  databaseOf,
  isLoopback,
  isReachable,
  NAME,
  Problem,
  readSettings,
  type Settings,
} from './installation'
import { startWeb, type WebServer } from './web-server'

const began = Date.now()
const say = (line: string) => console.log(`  ${line}`)

type Chosen = Settings & { development: boolean }

const running: { lock?: Lock; postgres?: Postgres; web?: WebServer } = {}
let stopping: Promise<void> | undefined

async function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    await running.web?.stop()
    await running.postgres?.stop()
    running.lock?.release()
  })()
  await stopping
  process.exit(code)
}

async function main(): Promise<void> {
  const chosen = { ...readSettings(), development: process.argv.includes('--dev') }
  const data = path.resolve(chosen.ZHUCAI_DATA)
  fs.mkdirSync(data, { recursive: true })
  if (!chosen.DATABASE_URL) running.lock = takeData(data, chosen.PORT)
  await requirePort(chosen)
  const secrets = readSecrets(data)

  let url = chosen.DATABASE_URL
  if (!url) {
    say('Starting PostgreSQL')
    const options = { data, password: secrets.databasePassword, isPasswordNew: secrets.areNew }
    running.postgres = await startPostgres({ ...options, port: 54_329 })
    url = await databaseOf(running.postgres)
    void watchPostgres({ ...options, isPasswordNew: false }, chosen, secrets.authSecret)
  }
  say('Bringing the database up to date')
  await migrateDatabase(url)
  const { setup, demo } = await withPool(url, async (database) => {
    if (chosen.DEMO !== '0') await seedWhenEmpty(database)
    return { setup: await issueSetup(database), demo: await isDemo(database) }
  })
  // After the demo, which fills a database only when there is nothing in it.
  const secret =
    chosen.BETTER_AUTH_SECRET ??
    (chosen.DATABASE_URL ? await shareSecret(url, secrets.authSecret) : secrets.authSecret)

  say(chosen.development ? 'Starting the web server (development)' : 'Starting the web server')
  running.web = startWeb({
    development: chosen.development,
    host: chosen.HOST,
    port: chosen.PORT,
    environment: webEnvironment(chosen, url, secret),
    say,
    giveUp: (reason) => {
      console.error(`\n${reason} Its last lines above say why.`)
      void stop(1)
    },
  })
  await running.web.ready()
  if (stopping) return
  console.log(
    `\n铸才 Zhucai → ${addressOf(chosen)}   (${((Date.now() - began) / 1000).toFixed(1)} s; Ctrl+C to stop)`,
  )
  if (!isLoopback(chosen.HOST) && !chosen.BETTER_AUTH_URL) {
    say(
      `Others reach it only after BETTER_AUTH_URL is set to the address they type, e.g. http://this-host:${chosen.PORT}`,
    )
  }
  if (demo && isReachable(chosen)) console.warn(OPEN_DEMO)
  if (setup) {
    console.log(
      `\nNobody can administer this installation yet. Open this link within ${SETUP_HOURS} hours and become its first` +
        `\nadministrator; it works once, and whoever has it can use it:\n\n  ${addressOf(chosen)}${setup}\n`,
    )
  }
}

const OPEN_DEMO = `
  ┌─ WARNING ─────────────────────────────────────────────────────────────────────────────────────
  │ This is a demonstration, and other machines can reach it. The sign-in page shows accounts with
  │ their passwords, an administrator's among them: whoever opens the address can do everything.
  │ Keep no real data in it. To use it in earnest, make an administrator of your own and leave the
  │ demonstration: npm run admin -- invite you@company.com, then npm run demo -- remove
  └───────────────────────────────────────────────────────────────────────────────────────────────
`

function takeData(data: string, port: number): Lock {
  const taken = acquireLock(data, port)
  if (taken.outcome === 'owned') return taken.lock
  const { pid, since, host, port: theirs } = taken.by
  throw new Problem(
    `The site already runs on this data (${data}): process ${pid} on ${host.split(' ')[0]}, since ${since}` +
      `${theirs ? `, port ${theirs}` : ''}. Stop it first, or give this one its own folder: ` +
      'ZHUCAI_DATA=.data-2 PORT=3001 npm start',
  )
}

/** A web server whose supervisor was killed needs a moment to notice and let go of the port. */
async function requirePort({ PORT, HOST }: Chosen): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      const server = net.createServer()
      server.once('error', resolve)
      server.listen(PORT, HOST, () => server.close(() => resolve(undefined)))
    })
    if (!fault) return
    if (fault.code !== 'EADDRINUSE')
      throw new Problem(`Cannot listen on ${HOST}:${PORT} (${fault.code}). Choose another HOST or PORT.`)
    if (attempt >= 20)
      throw new Problem(
        `Port ${PORT} is in use by another program. Choose another: PORT=${PORT + 1} npm start`,
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** PostgreSQL that ends unasked is started again; the web server's pool finds it, requests meanwhile get 503. */
async function watchPostgres(options: PostgresOptions, chosen: Chosen, secret: string): Promise<void> {
  let watched = running.postgres
  for (let pause = 200; watched;) {
    await watched.exited
    if (stopping) return
    say(`PostgreSQL ended unasked; starting it again (its log: ${path.join(options.data, 'postgres.log')})`)
    try {
      const again = await startPostgres({ ...options, port: watched.port })
      if (stopping) return await again.stop()
      if (again.port !== watched.port) running.web?.restart(webEnvironment(chosen, again.url(NAME), secret))
      running.postgres = watched = again
      pause = 200
      say('PostgreSQL is back')
    } catch (error) {
      say(String(error instanceof Error ? error.message : error))
      await new Promise((resolve) => setTimeout(resolve, pause))
      pause = Math.min(pause * 2, 10_000)
    }
  }
}

async function withPool<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url, { max: 4, statementTimeout: 0 })
  try {
    return await work(database)
  } finally {
    await database.$client.end()
  }
}

/** Once: also an installation that has left the demonstration, and has nobody yet, keeps a fact about itself. */
async function seedWhenEmpty(database: Database): Promise<void> {
  const people = await database.select({ count: count() }).from(users)
  const facts = await database
    .select({ count: count() })
    .from(settings)
    .where(notInArray(settings.key, KEPT_SECRETS))
  if (people[0]?.count || facts[0]?.count) return
  say('Filling the demo: departments, people and half a year of learning (once, DEMO=0 leaves it empty)')
  const { seedDemo } = await import('../lib/demo/seed.server')
  await seedDemo(database)
}

/** With a database of one's own there may be several of us, who must sign alike. */
async function shareSecret(url: string, own: string): Promise<string> {
  const database = connect(url, { max: 1 })
  try {
    return await keptSecret(database, 'auth-secret', own)
  } finally {
    await database.$client.end()
  }
}

function webEnvironment(chosen: Chosen, url: string, secret: string): Record<string, string> {
  return {
    DATABASE_URL: url,
    BETTER_AUTH_URL: addressOf(chosen),
    BETTER_AUTH_SECRET: chosen.BETTER_AUTH_SECRET ?? secret,
    // Whose disk is watched.
    ...(chosen.DATABASE_URL ? {} : { DATABASE_FOLDER: path.resolve(chosen.ZHUCAI_DATA) }),
    ZHUCAI_REACHABLE: isReachable(chosen) ? '1' : '0',
  }
}

async function fail(error: unknown): Promise<void> {
  if (stopping) return
  console.error(error instanceof Problem ? `\n${error.message}` : error)
  await stop(1)
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop(0))
process.on('uncaughtException', (error) => void fail(error))
process.on('unhandledRejection', (error) => void fail(error))
main().catch(fail)
