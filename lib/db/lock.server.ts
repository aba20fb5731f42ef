import 'server-only'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { startOf, thisHost } from './processes.server'

/**
 * One owner for a data folder. Two servers on one folder lose acknowledged writes, so the second must be refused,
 * and a lock left by a killed one must be taken over without two contenders both believing that they did.
 *
 * The lock is a numbered file in `<data>/lock`; the owner is whoever holds the highest number. A contender writes its
 * file under a private name and hard-links it to highest + 1: the link is atomic, arrives with its content, and
 * fails when somebody else was faster. Nobody ever removes the highest number (a clean end marks it released), so a
 * slow contender that read an old listing either finds its number taken or, after linking, finds a higher one.
 */
const Holder = z.object({
  pid: z.int(),
  /** When that process started: tells it from a later one with the same id. */
  started: z.string(),
  host: z.string(),
  since: z.string(),
  port: z.int().nullable(),
  released: z.boolean(),
})
export type Holder = z.infer<typeof Holder>

export type Lock = { release(): void }
export type Acquired = { outcome: 'owned'; lock: Lock } | { outcome: 'held'; by: Holder }

/** Milliseconds between signs of life; a holder on another machine counts as gone after twelve missed ones. */
const BEAT = 5_000
const SILENCE = 12 * BEAT

/** Takes the lock of a data folder, or says who has it. `port` is what the holder's site listens on. */
export function acquireLock(data: string, port: number | null): Acquired {
  const folder = path.join(data, 'lock')
  fs.mkdirSync(folder, { recursive: true })
  const mine: Holder = {
    pid: process.pid,
    started: startOf(process.pid) ?? 'unknown',
    host: thisHost(),
    since: new Date().toISOString(),
    port,
    released: false,
  }
  const draft = path.join(folder, `draft-${process.pid}-${Math.random().toString(36).slice(2)}`)
  fs.writeFileSync(draft, JSON.stringify(mine))
  try {
    for (;;) {
      const top = highest(folder)
      const holder = read(folder, top)
      if (holder && isAlive(holder, path.join(folder, name(top)), draft))
        return { outcome: 'held', by: holder }
      if (!link(draft, path.join(folder, name(top + 1)))) continue
      if (highest(folder) !== top + 1) {
        fs.rmSync(path.join(folder, name(top + 1)), { force: true })
        continue
      }
      for (const number of numbers(folder)) {
        if (number <= top) fs.rmSync(path.join(folder, name(number)), { force: true })
      }
      return { outcome: 'owned', lock: keep(folder, top + 1, mine) }
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function keep(folder: string, number: number, mine: Holder): Lock {
  const file = path.join(folder, name(number))
  const beat = setInterval(() => {
    try {
      fs.utimesSync(file, new Date(), new Date())
    } catch {
      // The folder was removed under us; the next start finds no lock, and that is what its owner asked for.
    }
  }, BEAT)
  beat.unref()
  return {
    release() {
      clearInterval(beat)
      const draft = path.join(folder, `draft-${process.pid}-released`)
      fs.writeFileSync(draft, JSON.stringify({ ...mine, released: true }))
      fs.renameSync(draft, file)
    },
  }
}

const name = (number: number): string => `${String(number).padStart(9, '0')}.json`

function numbers(folder: string): number[] {
  return fs
    .readdirSync(folder)
    .filter((file) => /^\d{9}\.json$/.test(file))
    .map((file) => Number(file.slice(0, 9)))
}

const highest = (folder: string): number => Math.max(0, ...numbers(folder))

/** Undefined when there is none, or it cannot be read: nothing that this module wrote is ever half written. */
function read(folder: string, number: number): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(fs.readFileSync(path.join(folder, name(number)), 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder, file: string, draft: string): boolean {
  if (holder.released) return false
  if (holder.host === thisHost()) return startOf(holder.pid) === holder.started
  // Both times come from the clock of the disk that holds the folder, not from ours.
  const beaten = fs.statSync(file, { throwIfNoEntry: false })
  return beaten !== undefined && fs.statSync(draft).mtimeMs - beaten.mtimeMs < SILENCE
}

function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}
