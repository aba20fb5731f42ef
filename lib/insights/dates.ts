/** Times as people in Shanghai read them: the same day on the page, in the export and in a week's column. */
import type { Locale } from '../curriculum/ids'

export const ZONE = 'Asia/Shanghai'

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function read(time: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(time).map(({ type, value }) => [type, value]))
}

/** `2026-11-20` */
export function day(time: Date): string {
  const { year, month, day: date } = read(time)
  return `${year}-${month}-${date}`
}

/** `2026-11-20 14:05` */
export function minute(time: Date): string {
  const { hour, minute: minutes } = read(time)
  return `${day(time)} ${hour}:${minutes}`
}

/** `11月20日` or `20 Nov`, for axes and sentences. `date` is an ISO day. */
export function shortDay(date: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: locale === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`))
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from one moment to another. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 86_400_000)
}
