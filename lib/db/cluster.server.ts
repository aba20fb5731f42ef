import 'server-only'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Binaries, launchAs, type RunAs } from './binaries.server'
import { processesIn, signal, startOf, until } from './processes.server'

/** The cluster's superuser: the site itself, the only one that connects. */
export const OWNER = 'zhucai'

/** Makes the cluster's files when there are none, and returns whom PostgreSQL must run as. */
export function prepareCluster(folder: string, password: string, binaries: Binaries, account: RunAs): RunAs {
  const parent = path.dirname(folder)
  fs.mkdirSync(parent, { recursive: true })
  for (const left of fs
    .readdirSync(parent)
    .filter((name) => name.startsWith(`${path.basename(folder)}.new-`))) {
    fs.rmSync(path.join(parent, left), { recursive: true, force: true })
  }
  const runAs = reaching(binaries.postgres, parent, ownerOf(folder, account))
  if (!fs.existsSync(folder)) initialise(folder, password, binaries, runAs)
  const versionFile = path.join(folder, 'PG_VERSION')
  const version = fs.existsSync(versionFile) ? fs.readFileSync(versionFile, 'utf8').trim() : 'none'
  if (version !== String(binaries.version)) {
    throw new Error(
      version === 'none'
        ? `${folder} is not a PostgreSQL data folder. Move it away and start again; a new one will be made.`
        : `${folder} was written by PostgreSQL ${version}; this version has ${binaries.version}. ` +
            'Make a backup with the version of the site that wrote it (npm run backup -- FILE), move the folder away, ' +
            'and restore with this one (npm run restore -- FILE). See docs/operations.md.',
    )
  }
  return runAs
}

/** A cluster keeps the account it was made under, so that root may open what an ordinary user began. */
function ownerOf(folder: string, account: RunAs): RunAs {
  const stat = fs.statSync(folder, { throwIfNoEntry: false })
  const me = process.getuid?.()
  if (!stat || me === undefined) return account
  if (me === 0) return stat.uid === 0 ? account : { uid: stat.uid, gid: stat.gid }
  if (stat.uid !== me) {
    throw new Error(
      `${folder} belongs to another account (it was made by root or another user). ` +
        `Start as that account, or run once as root: chown -R ${me} ${folder}`,
    )
  }
  return account
}

/** Whether the account, so started, enters a folder. */
function enters(folder: string, runAs: RunAs): boolean {
  const { file, words, identity } = launchAs(runAs, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
  return spawnSync(file, words, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
}

/** The account with what it needs to reach the programs and the data; names the folder that stops it where nothing helps. */
function reaching(program: string, parent: string, account: RunAs): RunAs {
  if (!account) return account
  const folders = [path.dirname(program), parent]
  const ways: RunAs[] = [
    account,
    { ...account, reach: 'dac_read_search' },
    { ...account, reach: 'dac_override' },
  ]
  const way = ways.find((candidate) => folders.every((folder) => enters(folder, candidate)))
  if (way) return way
  const target = folders.find((folder) => !enters(folder, account)) ?? parent
  const steps = target.split(path.sep).map((_, at, all) => all.slice(0, at + 1).join(path.sep) || path.sep)
  const closed = steps.find((step) => (fs.statSync(step).mode & 0o001) === 0) ?? target
  throw new Error(
    `You are root, so PostgreSQL runs as another account, and that account cannot enter ${closed}. ` +
      `Move the project to a folder open to others (such as /srv/zhucai), or run "chmod o+x ${closed}", ` +
      'or start as an ordinary user, or set DATABASE_URL.',
  )
}

/**
 * `initdb` works in a private folder that is renamed when it is complete: a cluster folder that exists was finished,
 * however the process ended.
 */
function initialise(folder: string, password: string, binaries: Binaries, runAs: RunAs): void {
  const draft = `${folder}.new-${process.pid}-${randomBytes(3).toString('hex')}`
  fs.mkdirSync(draft, { mode: 0o700 })
  const secret = path.join(draft, 'password')
  const cluster = path.join(draft, 'cluster')
  fs.writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  if (runAs) {
    fs.chownSync(draft, runAs.uid, runAs.gid)
    fs.chownSync(secret, runAs.uid, runAs.gid)
  }
  try {
    const words = [
      `--pgdata=${cluster}`,
      `--username=${OWNER}`,
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorting that depends on no library of the machine: the same order everywhere, and for good.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--lc-messages=C',
      // A restored or copied disk must not serve torn pages in silence.
      '--data-checksums',
    ]
    const start = launchAs(runAs, binaries.initdb, words)
    execFileSync(start.file, start.words, {
      ...start.identity,
      cwd: draft,
      stdio: 'pipe',
      env: { ...process.env, LC_ALL: 'C' },
    })
    fs.renameSync(cluster, folder)
  } catch (error) {
    const said = (error as { stderr?: Buffer }).stderr?.toString().trim()
    throw new Error(`PostgreSQL could not make its data folder: ${said || String(error)}`, { cause: error })
  } finally {
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

/** Sets the owner's password on a cluster that is not running, for when the file of secrets was lost. */
export function resetPassword(folder: string, password: string, binaries: Binaries, runAs: RunAs): void {
  const start = launchAs(runAs, binaries.postgres, ['--single', '-D', folder, 'postgres'])
  execFileSync(start.file, start.words, {
    ...start.identity,
    cwd: folder,
    input: `ALTER ROLE ${OWNER} PASSWORD '${password.replaceAll("'", "''")}';\n`,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/**
 * Ends what a killed owner left running on this folder: the postmaster politely, then its processes by force. The
 * caller holds the folder's lock, so nothing found here can belong to a living owner.
 */
export async function stopOrphans(folder: string): Promise<void> {
  const pidFile = path.join(folder, 'postmaster.pid')
  const postmaster = readPid(pidFile)
  // The id may since belong to some other program; on Linux only processes inside the folder are ours.
  const isOurs = (pid: number) => process.platform !== 'linux' || processesIn(folder).includes(pid)
  if (postmaster !== undefined && startOf(postmaster) !== undefined && isOurs(postmaster)) {
    // A stopped process would not hear the request.
    signal(postmaster, 'SIGCONT')
    signal(postmaster, 'SIGINT')
    if (!(await until(() => startOf(postmaster) === undefined, 15_000))) signal(postmaster, 'SIGKILL')
  }
  for (const pid of processesIn(folder)) signal(pid, 'SIGKILL')
  if (!(await until(() => processesIn(folder).length === 0, 5_000))) {
    throw new Error(
      `Processes ${processesIn(folder).join(', ')} still use ${folder}: end them, then start again.`,
    )
  }
  const left = readPid(pidFile)
  if (process.platform === 'linux' && left !== undefined) fs.rmSync(pidFile, { force: true })
}

/** The first line of `postmaster.pid`; undefined when there is no such file. */
function readPid(file: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}
