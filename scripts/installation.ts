/** Where an installation is and how to reach it: read by the supervisor, and by the commands that work beside it. */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { BackupProblem } from '../lib/backup/format'
import { connect, type Database } from '../lib/db/client.server'
import { type Postgres, startPostgres } from '../lib/db/embedded.server'
import { acquireLock } from '../lib/db/lock.server'
import { migrateDatabase } from '../lib/db/migrate.server'
import { readSecrets } from '../lib/db/secrets.server'

/** Something the person who gave the command can put right: told in a sentence, without a stack. */
export class Problem extends Error {}

const Environment = z.object({
  PORT: z.coerce.number('PORT must be a number').int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ZHUCAI_DATA: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DEMO: z.string().default('1'),
  BETTER_AUTH_URL: z.url({ protocol: /^https?$/ }).optional(),
  BETTER_AUTH_SECRET: z.string().min(32, 'at least 32 characters').optional(),
})
export type Settings = z.infer<typeof Environment>

export function readSettings(): Settings {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Problem(
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
  )
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]']
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/** The address people type. */
export function addressOf({ BETTER_AUTH_URL, HOST, PORT }: Settings): string {
  if (BETTER_AUTH_URL) return new URL(BETTER_AUTH_URL).origin
  if (HOST === '0.0.0.0' || HOST === '::') return `http://127.0.0.1:${PORT}`
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
}

/** Whether others than this machine can open the site: it listens for them, or a proxy does. */
export const isReachable = (settings: Settings): boolean =>
  !isLoopback(settings.HOST) || !isLoopback(new URL(addressOf(settings)).hostname)

/** The database within the embedded server. */
export const NAME = 'zhucai'

export async function databaseOf(postgres: Postgres): Promise<string> {
  const admin = connect(postgres.url(), { max: 1, statementTimeout: 0 })
  try {
    const found = await admin.$client`select 1 from pg_database where datname = ${NAME}`
    if (found.length === 0) await admin.$client.unsafe(`create database ${NAME}`)
  } finally {
    await admin.$client.end()
  }
  return postgres.url(NAME)
}

/**
 * Does something with the database of the installation, whether its site runs or not: beside a running one it asks that
 * one's PostgreSQL, else it starts it for the moment.
 *
 * @param schema `as-it-is`: what only reads must not take the way back to an older version
 */
export async function withDatabase<T>(
  work: (database: Database, settings: Settings) => Promise<T>,
  schema: 'newest' | 'as-it-is' = 'newest',
): Promise<T> {
  const settings = readSettings()
  if (settings.DATABASE_URL) return on(settings.DATABASE_URL, (database) => work(database, settings))
  const data = path.resolve(settings.ZHUCAI_DATA)
  if (!fs.existsSync(path.join(data, 'postgres')))
    throw new Problem(
      `There is no installation in ${data}. Run npm start first, or say where it is: ZHUCAI_DATA=… or DATABASE_URL=…`,
    )
  const taken = acquireLock(data, null)
  if (taken.outcome === 'held') {
    const { PORT } = settings
    const running = { ...settings, PORT: taken.by.port ?? PORT }
    return on(runningUrl(data), (database) => work(database, running))
  }
  let postgres: Postgres | undefined
  try {
    const secrets = readSecrets(data)
    const options = { data, password: secrets.databasePassword, isPasswordNew: secrets.areNew }
    postgres = await startPostgres(options)
    const url = await databaseOf(postgres)
    if (schema === 'newest') await migrateDatabase(url)
    return await on(url, (database) => work(database, settings))
  } finally {
    await postgres?.stop()
    taken.lock.release()
  }
}

/** Of the PostgreSQL that a running site has started: its fourth line says which port it took. */
export function runningUrl(data: string): string {
  const { databasePassword } = readSecrets(data)
  const file = path.join(data, 'postgres', 'postmaster.pid')
  const port = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n')[3] : undefined
  if (!port) throw new Problem('The site is just starting or stopping. Try again in a moment.')
  return `postgres://zhucai:${encodeURIComponent(databasePassword)}@127.0.0.1:${port}/${NAME}`
}

async function on<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url, { max: 2, statementTimeout: 0 })
  try {
    return await work(database)
  } finally {
    await database.$client.end()
  }
}

/** Runs a command and ends the process: what can be put right is a sentence, anything else a stack. */
export async function perform(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Problem || error instanceof BackupProblem ? error.message : error)
    process.exitCode = 1
  }
}
