import 'server-only'
import { log } from '../api/log.server'
import { db } from '../db/client.server'
import { day } from '../insights/dates'
import { enqueue } from './enqueue.server'
import { runNextJob } from './run.server'

/** Milliseconds between looks when nothing is due. */
const IDLE = 2_000
/** After the database was away, or another surprise. */
const TROUBLE = 5_000

type Worker = { stop(): Promise<void> }
const held = globalThis as typeof globalThis & { zhucaiWorker?: Worker }

/**
 * Works off jobs inside this web process, one at a time, until `stop`. Several processes may do so on one database:
 * each job is taken by one of them. A second call in the same process changes nothing.
 */
export function startWorker(): Worker {
  return (held.zhucaiWorker ??= run())
}

/** The same, until the process is told to end; a job in the middle is taken up again when its lease is over. */
export function startWorkerOfProcess(): void {
  const worker = startWorker()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop())
}

function run(): Worker {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let wake: (() => void) | undefined
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, ms).unref()
    })

  const ended = (async () => {
    let planned = ''
    while (!stopping.signal.aborted) {
      try {
        planned = await planDay(planned)
        while (!stopping.signal.aborted && (await runNextJob()));
        if (!stopping.signal.aborted) await pause(IDLE)
      } catch (error) {
        log.warn({ err: error }, 'jobs wait: the database did not answer')
        if (!stopping.signal.aborted) await pause(TROUBLE)
      }
    }
  })()
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      wake?.()
      await ended
      if (held.zhucaiWorker) delete held.zhucaiWorker
    },
  }
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
