import 'server-only'
import { log } from '../../api/log.server'
import { db } from '../../db/client.server'
import { livePlan } from '../live-plan.server'
import { catchUp } from './catch-up.server'

/** Milliseconds between looks, so that one count serves many changes. */
const PAUSE = 1_000
/** Pauses are this many times as long as the counting before: it takes a twentieth of a core at most. */
const REST = 19
const LONGEST = 60_000
/** After the database was away, or another surprise. */
const TROUBLE = 10_000

const held = globalThis as typeof globalThis & { zhucaiCounting?: boolean }

/**
 * Counts in this web process, beside its requests, whoever waits to be counted. Several processes may do so on one
 * database: one counts at a time. A second call in the same process changes nothing.
 */
export function keepCounting(): void {
  if (held.zhucaiCounting) return
  held.zhucaiCounting = true
  const look = async () => {
    const began = performance.now()
    let pause: number
    try {
      await catchUp(db(), livePlan())
      pause = Math.min(LONGEST, Math.max(PAUSE, REST * (performance.now() - began)))
    } catch (error) {
      pause = TROUBLE
      log.warn({ err: error }, 'figures wait: their people could not be counted')
    }
    setTimeout(look, pause).unref()
  }
  setTimeout(look, PAUSE).unref()
}
