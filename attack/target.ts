/** What is attacked: a site that runs somewhere, or one that is started here for nothing else. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { addUser, type TestUser } from '../lib/auth/testing.server'
import type { Role } from '../lib/auth/permissions'
import { type Database, db } from '../lib/db/client.server'
import { processesIn } from '../lib/db/processes.server'
import { childrenOf } from '../scripts/children'
import { runningUrl } from '../scripts/installation'
import { type Answer, callerOf, type Caller, cookiesOf } from './caller'

export type Account = { email: string; password: string }

export type Target = {
  origin: string
  /** Whoever is not signed in. */
  stranger: Caller
  /** The account of that role, signed in once. */
  as(role: Role): Promise<Caller>
  account(role: Role): Account
}

export type Person = Caller & TestUser

export type OwnSite = Target & {
  /** Somebody new, signed in: limits on what one person may do do not carry over from one attack to the next. */
  someone(role: Role, fields?: { name?: string; mentor?: string }): Promise<Person>
  /** The site's database, past everything that guards it. */
  database: Database
  /** Where it lives. */
  data: string
  /** What it has printed. */
  log(): string
  /** Processes as they are now: the web server is replaced when it dies. */
  web(): number | undefined
  postgres(): number[]
  /** Whether the supervisor is there. */
  isUp(): boolean
  stop(): Promise<void>
}

export async function signIn(stranger: Caller, { email, password }: Account): Promise<Answer> {
  return stranger.api('POST', '/session', { email, password }, { headers: { cookie: undefined } })
}

/**
 * A site that runs already, with an account for each role.
 *
 * @param from the address of this machine that everybody without one of their own comes from
 */
export function targetAt(origin: string, accounts: Partial<Record<Role, Account>>, from?: string): Target {
  const stranger = callerOf(origin, undefined, from)
  const known = new Map<Role, Promise<Caller>>()
  const account = (role: Role): Account => {
    const found = accounts[role]
    if (!found) throw new Error(`No account is given for the role ${role}`)
    return found
  }
  const enter = async (role: Role): Promise<Caller> => {
    const answer = await signIn(stranger, account(role))
    if (answer.status !== 200)
      throw new Error(`Signing in as ${account(role).email} answered ${answer.status}`)
    return callerOf(origin, cookiesOf(answer), from)
  }
  return {
    origin,
    stranger,
    account,
    as(role) {
      const caller = known.get(role) ?? enter(role)
      known.set(role, caller)
      return caller
    },
  }
}

const root = join(import.meta.dirname, '..')
const node = [process.execPath, '--conditions=react-server', '--import', 'tsx'] as const

/** Builds what changed and starts the site with the demonstration, on a free port and data of its own. */
export async function startOwnSite(
  accounts: Partial<Record<Role, Account>>,
  say: (line: string) => void,
): Promise<OwnSite> {
  const prepared = spawnSync(node[0], [...node.slice(1), 'scripts/prepare.ts'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (prepared.status !== 0) throw new Error('Preparing stopped: the lines above say at which step and why.')
  const data = mkdtempSync(join(tmpdir(), 'zhucai-attack-'))
  // PostgreSQL runs as an account of its own where we are root.
  chmodSync(data, 0o711)
  const port = await freePort()
  const supervisor = spawn(node[0], [...node.slice(1), 'scripts/serve.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      ZHUCAI_DATA: data,
      DEMO: '1',
      DATABASE_URL: '',
      BETTER_AUTH_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [supervisor.stdout, supervisor.stderr])
    stream.on('data', (text) => (log = (log + String(text)).slice(-MOST_LOG)))
  const isUp = () => supervisor.exitCode === null && supervisor.signalCode === null
  const origin = `http://127.0.0.1:${port}`
  const close = async () => {
    await end(supervisor)
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await ready(origin, isUp, () => log)
  } catch (error) {
    await close()
    throw error
  }
  say(`A site of its own: ${origin}, ${data}`)
  process.env['DATABASE_URL'] = runningUrl(data)
  const target = targetAt(origin, accounts, '127.2.0.1')
  let arrived = 0
  return {
    ...target,
    database: db(),
    data,
    log: () => log,
    isUp,
    web: () => childrenOf(supervisor.pid!).find(({ command }) => /web\.mjs|zhucai web/.test(command))?.pid,
    postgres: () => processesIn(join(data, 'postgres')),
    someone: async (role, { name, mentor } = {}) => {
      const user = await addUser(role, name === undefined ? {} : { name })
      if (mentor !== undefined) await place(user.id, mentor)
      // Everybody comes from a place of their own: what one address may do is spent by nobody else.
      const from = `127.1.${Math.floor(arrived / 250)}.${(arrived++ % 250) + 1}`
      const answer = await signIn(callerOf(origin, undefined, from), user)
      if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${answer.text}`)
      return { ...callerOf(origin, cookiesOf(answer), from), ...user }
    },
    async stop() {
      await db()
        .$client.end({ timeout: 1 })
        .catch(() => {})
      await close()
    },
  }
}

/** Characters of what the site prints that are kept. */
const MOST_LOG = 200_000

/** A place in the organisation, among the mentees of that mentor. */
async function place(person: string, mentor: string): Promise<void> {
  await db().execute(sql`insert into people (id, external_id, department_id, mentor_id, joined_on)
    select ${person}, ${`A-${person.slice(-12)}`}, d.id, ${mentor}, current_date from departments d limit 1`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

async function ready(origin: string, isUp: () => boolean, log: () => string): Promise<void> {
  const end = Date.now() + 180_000
  while (Date.now() < end) {
    if (!isUp()) throw new Error(`The site stopped before it was ready:\n${log()}`)
    const answer = await fetch(`${origin}/api/health/ready`).catch(() => undefined)
    await answer?.body?.cancel()
    // The last thing it prints: what comes first to an installation, a link or a demonstration, is done by then.
    if (answer?.ok && log().includes('Ctrl+C')) return
    await pause(200)
  }
  throw new Error(`The site was not ready within three minutes:\n${log()}`)
}

async function end(supervisor: ChildProcess): Promise<void> {
  const isGone = () => supervisor.exitCode !== null || supervisor.signalCode !== null
  if (isGone()) return
  supervisor.kill('SIGTERM')
  for (let wait = 0; wait < 300 && !isGone(); wait++) await pause(100)
  if (!isGone()) supervisor.kill('SIGKILL')
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The lesson that somebody's page says is there, with its version: from the site's own published content. */
export function lessonOf(id: string): PublishedLesson {
  const index = JSON.parse(readFileSync(join(root, 'dist/content/index.json'), 'utf8')) as {
    lessons: { lesson: PublishedLesson }[]
  }
  const found = index.lessons.find(({ lesson }) => lesson.id === id)
  if (!found) throw new Error(`There is no lesson ${id}`)
  return found.lesson
}

type PublishedLesson = {
  id: string
  version: number
  checks: { id: string; kind: 'quiz' | 'code' | 'model' | 'review'; pass?: number; [more: string]: unknown }[]
}
