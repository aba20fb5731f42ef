/**
 * What a wrong attempt at a quiz costs: time, and more of it each time. Without a cost a quiz of few options is found
 * by trying. Pure; the same numbers decide, and are told.
 */

/** Minutes to wait after the first wrong attempt of a day, the second, and so on; the last of them after every further one. */
const PAUSES = [0, 1, 5, 15, 60] as const
/** Attempts after which each costs the longest pause. */
export const FREE = PAUSES.length
export const DAY = 24 * 3_600_000

export type Pace = {
  /** Attempts before each costs the longest pause. */
  left: number
  /** When the next one may be made; null: now. */
  nextAt: Date | null
}

/** @param wrong times of the wrong attempts since the last right one, of the last 24 hours, in any order */
export function paceOf(wrong: readonly Date[], now: Date): Pace {
  const recent = wrong.filter((at) => now.getTime() - at.getTime() < DAY)
  const left = Math.max(0, FREE - recent.length)
  if (recent.length === 0) return { left, nextAt: null }
  const last = Math.max(...recent.map((at) => at.getTime()))
  const nextAt = new Date(last + PAUSES[Math.min(recent.length, FREE) - 1]! * 60_000)
  return { left, nextAt: nextAt > now ? nextAt : null }
}
