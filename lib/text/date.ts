/**
 * Dates as people and spreadsheets write them. One reading is taken; where several make sense, they are given back as a
 * question, and so is a year that nobody is likely to mean.
 */

/** In which order year, month and day stand where the text alone does not tell. */
export const ORDERS = ['ymd', 'mdy', 'dmy'] as const
export type DateOrder = (typeof ORDERS)[number]

export type DateReading =
  | { date: string }
  /** Several orders give a date: which one was meant? */
  | { orders: DateOrder[] }
  /** A day outside the years expected. */
  | { odd: string }
  | { fault: 'not-a-date' }

export type DateHints = {
  /** Years expected, both included. */
  from: number
  to: number
  /** What a question about the order was answered with. */
  order?: DateOrder | undefined
  /** Years outside were looked at and are meant. */
  areOddMeant?: boolean | undefined
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** A time of day behind the date says nothing about the day. */
const TIME =
  /(?:t|\s+|(?<=日)\s*)(?:(?:上午|下午)\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:z|[+-]\d{2}:?\d{2})?$/
const THREE = /^(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?$/
/** 1970 and 2099 as Excel counts days; other bare numbers are no dates. */
const SERIAL = { first: 18_264, last: 73_050 }

export function readDate(given: string, hints: DateHints): DateReading {
  const text = given.normalize('NFKC').trim().toLowerCase().replace(TIME, '').trim()
  const named = readNamed(text)
  if (named) return judge([named], hints)
  const three = THREE.exec(text)
  if (!three) return { fault: 'not-a-date' }
  return readThree([three[1]!, three[3]!, three[4]!], hints)
}

type Parts = { year: string; month: number; day: number }

/** Forms in which every part says which one it is. */
function readNamed(text: string): Parts | undefined {
  const han = /^(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(text)
  if (han) return { year: han[1]!, month: Number(han[2]), day: Number(han[3]) }
  const solid = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (solid) return { year: solid[1]!, month: Number(solid[2]), day: Number(solid[3]) }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[-\s/.]*([a-z]{3})[a-z]*\.?[-\s/,.]*(\d{4}|\d{2})$/.exec(text)
  if (dayFirst) return withMonth(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!)
  const monthFirst = /^([a-z]{3})[a-z]*\.?[-\s/.]*(\d{1,2})(?:st|nd|rd|th)?[-\s/,.]+(\d{4})$/.exec(text)
  if (monthFirst) return withMonth(monthFirst[3]!, monthFirst[1]!, monthFirst[2]!)
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)
  if (serial) return fromSerial(Number(serial[1]))
  return undefined
}

function withMonth(year: string, name: string, day: string): Parts {
  return { year, month: MONTHS.indexOf(name) + 1, day: Number(day) }
}

/** Excel counts days from 1900, and counts a 29 February 1900 that never was. */
function fromSerial(serial: number): Parts | undefined {
  if (serial < SERIAL.first || serial > SERIAL.last) return undefined
  const [year, month, day] = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10).split('-')
  return { year: year!, month: Number(month), day: Number(day) }
}

function readThree([a, b, c]: [string, string, string], hints: DateHints): DateReading {
  const inOrder: Record<DateOrder, Parts> = {
    ymd: { year: a, month: shortNumber(b), day: shortNumber(c) },
    mdy: { year: c, month: shortNumber(a), day: shortNumber(b) },
    dmy: { year: c, month: shortNumber(b), day: shortNumber(a) },
  }
  const possible = ORDERS.filter((order) => days(inOrder[order], hints).length > 0)
  const distinct = new Set(possible.flatMap((order) => days(inOrder[order], hints)))
  if (distinct.size > 1) {
    if (hints.order && possible.includes(hints.order)) return judge([inOrder[hints.order]], hints)
    return { orders: possible }
  }
  return judge(
    possible.map((order) => inOrder[order]),
    hints,
  )
}

/** Of a month or a day, which never has more than two digits. */
const shortNumber = (digits: string): number => (digits.length > 2 ? Number.NaN : Number(digits))

function judge(parts: readonly Parts[], hints: DateHints): DateReading {
  const [date] = parts.flatMap((one) => days(one, hints))
  if (date === undefined) return { fault: 'not-a-date' }
  const year = Number(date.slice(0, 4))
  if (hints.areOddMeant || (year >= hints.from && year <= hints.to)) return { date }
  return { odd: date }
}

/** The day these parts name, if there is one. Two digits are the year of the century that is expected. */
function days({ year, month, day }: Parts, { from, to }: DateHints): string[] {
  if (year.length !== 4 && year.length !== 2) return []
  const century = [1900, 2000].map((start) => start + Number(year)).find((one) => one >= from && one <= to)
  const full = year.length === 4 ? Number(year) : century
  if (full === undefined || full < 1900 || full > 2999) return []
  const time = new Date(Date.UTC(full, month - 1, day))
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return []
  return [time.toISOString().slice(0, 10)]
}
