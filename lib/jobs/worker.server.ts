import 'server-only'
import { log } from '../api/log.server'
import { db } from '../db/client.server'
import { day } from '../insights/dates'
import { closeMail } from '../mail/send.server'
import { enqueue } from './enqueue.server'
import { type Lane, LANES } from './patience'
import { runNextJob } from './run.server'
import { hastenMail } from './take.server'

export type Pace = {
  /** Milliseconds between looks when nothing is due. */
  idle: number
  /** After the database was away, or another surprise. */
  trouble: number
  /** After the mail server was away: one mail asks for all of them, and none of the others is spent on it. */
  away: number
}
const PACE: Pace = { idle: 2_000, trouble: 5_000, away: 15_000 }

type Worker = { stop(): Promise<void> }
const held = globalThis as typeof globalThis & { zhucaiWorker?: Worker }

/**
 * Works off jobs inside this web process until `stop`, one at a time in each lane. Several processes may do so on one
 * database: each job is taken by one of them. A second call in the same process changes nothing.
 */
export function startWorker(pace: Pace = PACE): Worker {
  return (held.zhucaiWorker ??= run(pace))
}

/** The same, until the process is told to end; a job in the middle is taken up again when its lease is over. */
export function startWorkerOfProcess(): void {
  const worker = startWorker()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop())
}

function run(pace: Pace): Worker {
  const stopping = new AbortController()
  const ended = Promise.all(LANES.map((lane) => workOff(lane, pace, stopping.signal)))
  return {
    async stop() {
      stopping.abort()
      await ended
      closeMail()
      if (held.zhucaiWorker) delete held.zhucaiWorker
    },
  }
}

/** One lane, until the signal. */
async function workOff(lane: Lane, pace: Pace, stopping: AbortSignal): Promise<void> {
  let planned = ''
  let isAway = false
  while (!stopping.aborted) {
    try {
      if (lane === 'work') planned = await planDay(planned)
      const ran = await runNextJob(db(), lane)
      if (ran === 'done' && isAway) await hastenMail(db())
      if (ran === 'away' || ran === 'done') isAway = ran === 'away'
      const rest = ran === false ? pace.idle : ran === 'away' ? pace.away : 0
      if (rest > 0) await pause(rest, stopping)
    } catch (error) {
      log.warn({ err: error }, 'jobs wait: the database did not answer')
      await pause(pace.trouble, stopping)
    }
  }
}

/** Over at once when the signal comes, and no reason for the process to live on. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms).unref()
    signal.addEventListener('abort', end)
  })
}

/** Writes the work of the day down, once a day however many processes do it. */
async function planDay(planned: string): Promise<string> {
  const today = day(new Date())
  if (today === planned) return planned
  const runAt = new Date(`${today}T08:00:00+08:00`)
  await enqueue(db(), 'assignment.remind', { day: today }, { key: `assignment.remind ${today}`, runAt })
  await enqueue(db(), 'cleanup', { day: today }, { key: `cleanup ${today}` })
  return today
}
