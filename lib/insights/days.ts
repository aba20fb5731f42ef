/** Days as the roll-ups count them: whole days of Shanghai since 1970-01-01. */
const DAY = 86_400_000
/** Shanghai has kept UTC+8 without summer time since 1991. */
const OFFSET = 8 * 3_600_000

export const dayNumber = (time: Date): number => Math.floor((time.getTime() + OFFSET) / DAY)

/** `2026-11-20` as a number of days. */
export const numberOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY

/** A number of days as `2026-11-20`. */
export const dateOfNumber = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** The Monday of the week that holds a day. 1970-01-01 was a Thursday. */
export const mondayOfDay = (day: number): number => day - ((day + 3) % 7)
