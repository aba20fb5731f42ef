/** The table of people as text: the page and the export show the same cells under the same headings. */
import type { Locale } from '../curriculum/ids'
import { dateOfNumber } from './days'
import { daysBetween, minute } from './dates'
import type { InsightFilters } from './filters'
import type { PersonRow } from './people.server'

export const COLUMNS = [
  'name',
  'number',
  'department',
  'cohort',
  'mentor',
  'track',
  'stage',
  'verified',
  'planned',
  'active',
  'status',
  'reason',
] as const
export type Column = (typeof COLUMNS)[number]

/** Numbers to count with: on the right of their column, and numbers in a spreadsheet. */
export const COUNTS: ReadonlySet<Column> = new Set<Column>(['verified', 'planned'])

export type Wording = {
  locale: Locale
  /** Messages of the `insights` namespace. */
  words: (key: string, values?: Record<string, string | number>) => string
  /** The title of a lesson, a stage or a track in the reader's language. */
  title: (lesson: string) => string
  stage: (id: string) => string
  track: (id: string) => string
  asOf: Date
}

/**
 * People who are not counted have a status of work too; what matters about them is their account.
 * @param asked the status whose people these are
 */
export function personCells(
  row: PersonRow,
  asked: InsightFilters['status'],
  wording: Wording,
): Record<Column, string> {
  const { words, locale, stage, track } = wording
  const account = asked === 'inactive' || asked === 'invited' ? asked : undefined
  return {
    name: row.name,
    number: row.number,
    department: row.department[locale],
    cohort: row.cohort?.[locale] ?? words('none'),
    mentor: row.mentor ?? words('none'),
    track: track(row.track),
    stage: row.stage === null ? words('none') : stage(row.stage),
    verified: String(row.verified),
    planned: String(row.planned),
    active: row.lastDay === null ? '' : dateOfNumber(row.lastDay),
    status: words(`status.${account ?? row.status}`),
    reason: account ? '' : reasonText(row, wording),
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
