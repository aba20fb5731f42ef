import 'server-only'
import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { findAccount, findBinaries, launchAs, type Binaries, type RunAs } from './binaries.server'
import { OWNER, prepareCluster, resetPassword, stopOrphans } from './cluster.server'
import { until } from './processes.server'

export type Postgres = {
  readonly pid: number
  readonly port: number
  url(database?: string): string
  /** Settles when the server process is gone, whoever ended it. */
  readonly exited: Promise<void>
  /** Ends it: transactions in progress are rolled back, committed ones are on disk. */
  stop(): Promise<void>
}

export type PostgresOptions = {
  /** Holds `postgres/` and `postgres.log`. The caller owns its lock. */
  data: string
  password: string
  /** The password is newer than the cluster may be: set it before starting. */
  isPasswordNew?: boolean
  /** Tried first; another free one is taken when it is in use. */
  port?: number
  /** For throw-away test clusters: fast, and lost with the machine. */
  volatile?: boolean
}

/** Starts the PostgreSQL of a data folder on loopback, making the folder first if need be. Ready when it returns. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = findBinaries()
  const folder = path.resolve(options.data, 'postgres')
  const existed = fs.existsSync(folder)
  const runAs = prepareCluster(folder, options.password, binaries, findAccount())
  await stopOrphans(folder)
  if (existed && options.isPasswordNew) resetPassword(folder, options.password, binaries, runAs)

  const log = openLog(path.resolve(options.data, 'postgres.log'))
  try {
    let port = options.port ?? (await freePort())
    for (let attempt = 1; ; attempt++) {
      const from = fs.fstatSync(log.descriptor).size
      const child = launch(binaries, folder, port, options, runAs, log.descriptor)
      if (await isReady(child, folder)) return handle(child, port, options.password)
      const said = fs.readFileSync(log.file, 'utf8').slice(from).trim()
      if (attempt < 5 && /could not bind|Address already in use/.test(said)) {
        port = await freePort()
        continue
      }
      throw new Error(
        `PostgreSQL did not start. Its last words (all of them in ${log.file}):\n${lastLines(said, 8)}`,
      )
    }
  } finally {
    fs.closeSync(log.descriptor)
  }
}

function launch(
  binaries: Binaries,
  folder: string,
  port: number,
  options: PostgresOptions,
  runAs: RunAs,
  log: number,
): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    ...memory(),
    // Few checkpoints under load: after each one every page is written to the log whole once.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_statement: 'none',
    // Parameters of failing statements may be personal.
    log_parameter_max_length_on_error: '0',
    ...(options.volatile
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' }
      : { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }),
  }
  const words = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  // Detached: Ctrl+C in a terminal goes to its whole group, and the database must be the last to end.
  const start = launchAs(runAs, binaries.postgres, ['-D', folder, '-p', String(port), ...words])
  return spawn(start.file, start.words, {
    ...start.identity,
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  })
}

/** Pages held by PostgreSQL itself, from an eighth of the machine's memory; the rest the system holds for it. */
function memory(): Record<string, string> {
  const mib = Math.floor(os.totalmem() / 2 ** 20)
  return {
    shared_buffers: `${Math.min(1024, Math.max(128, Math.floor(mib / 8)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(mib / 2))}MB`,
    random_page_cost: '1.1',
  }
}

/** Crash recovery after a power cut replays the log first, so this waits as long as the process lives. */
async function isReady(child: ChildProcess, folder: string): Promise<boolean> {
  let gone = false
  child.once('exit', () => (gone = true))
  child.once('error', () => (gone = true))
  const pidFile = path.join(folder, 'postmaster.pid')
  const says = () => {
    try {
      const lines = fs.readFileSync(pidFile, 'utf8').split('\n')
      return Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready'
    } catch {
      return false
    }
  }
  await until(() => gone || says(), 600_000)
  return !gone && says()
}

function handle(child: ChildProcess, port: number, password: string): Postgres {
  const pid = child.pid!
  const guard = guardAgainstOrphan(pid)
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      guard?.kill('SIGKILL')
      resolve()
    }
    if (child.exitCode !== null || child.signalCode !== null) end()
    else child.once('exit', end)
  })
  return {
    pid,
    port,
    exited,
    url: (database = 'postgres') =>
      `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    async stop() {
      let gone = false
      void exited.then(() => (gone = true))
      child.kill('SIGINT')
      if (await until(() => gone, 20_000)) return
      child.kill('SIGQUIT')
      if (await until(() => gone, 5_000)) return
      child.kill('SIGKILL')
      await exited
    },
  }
}

/**
 * A shell that waits for our end of its input to close, which also happens when we are killed, and then asks the
 * database to stop. Should it be killed with us, the next start does the same (`stopOrphans`).
 */
function guardAgainstOrphan(pid: number): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined
  const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  })
  guard.on('error', () => {})
  guard.stdin?.on('error', () => {})
  ;(guard.stdin as net.Socket | null)?.unref()
  guard.unref()
  return guard
}

/** Appends; one earlier log is kept once it has grown past 20 MB. */
function openLog(file: string): { file: string; descriptor: number } {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 20_000_000) fs.renameSync(file, `${file}.1`)
  return { file, descriptor: fs.openSync(file, 'a', 0o600) }
}

const lastLines = (text: string, count: number): string => text.split('\n').slice(-count).join('\n')

/** A port of the loopback interface that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)))
    })
  })
}
