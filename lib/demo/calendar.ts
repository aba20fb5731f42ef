/** Working time in Shanghai, which has no summer time. */
const HOUR = 3_600_000
const DAY = 24 * HOUR
const OFFSET = 8 * HOUR

/** Days since the epoch, by Shanghai's calendar. */
export const dayOf = (time: Date) => Math.floor((time.getTime() + OFFSET) / DAY)

/** @param minutes after midnight in Shanghai */
export const timeOf = (day: number, minutes: number) =>
  new Date(day * DAY - OFFSET + Math.round(minutes * 60_000))

/** 1970-01-01 was a Thursday. */
export const isWeekday = (day: number) => ![2, 3].includes(day % 7)

export const isoDay = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

/** Beginnings of working half-days, in minutes after midnight, and how long they last. */
export const HALF_DAYS = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60 + 30, to: 18 * 60 },
] as const
