/** The table of people as text: the page and the export show the same cells under the same headings. */
import type { Locale } from '../curriculum/ids'
import { daysBetween, minute } from './dates'
import { SORTS } from './filters'
import type { PersonRow } from './people.server'

export const COLUMNS = [...SORTS, 'reason'] as const
export type Column = (typeof COLUMNS)[number]

export type Wording = {
  locale: Locale
  /** Messages of the `insights` namespace. */
  words: (key: string, values?: Record<string, string | number>) => string
  /** The title of a lesson in the reader's language. */
  title: (lesson: string) => string
  /** Lessons asked for. */
  lessons: number
  asOf: Date
}

export function heading(column: Column, { words, lessons }: Wording): string {
  return words(`columns.${column}`, { lessons })
}

/** `inactive` rows have a status of work too; what matters about them is that they are inactive. */
export function personCells(row: PersonRow, inactive: boolean, wording: Wording): Record<Column, string> {
  const { words, locale } = wording
  return {
    name: row.name,
    number: row.number,
    department: row.department[locale],
    cohort: row.cohort?.[locale] ?? words('none'),
    mentor: row.mentor ?? words('none'),
    stage: row.stage === null ? words('none') : words(`stages.${row.stage}`),
    verified: String(row.verified),
    recent: String(row.recent),
    minutes: row.minutes === null ? '' : String(row.minutes),
    active: row.lastActive === null ? '' : minute(row.lastActive),
    status: words(`status.${inactive ? 'inactive' : row.status}`),
    reason: inactive ? '' : reasonText(row, wording),
  }
}

function reasonText({ reason }: PersonRow, { words, title, asOf }: Wording): string {
  if (reason === null) return ''
  const lesson = title(reason.lesson)
  switch (reason.kind) {
    case 'failing':
      return words('reason.failing', { lesson, count: reason.count, time: minute(reason.since) })
    case 'idle':
      return words('reason.idle', { lesson, days: daysBetween(reason.since, asOf) })
    default:
      return reason satisfies never
  }
}
