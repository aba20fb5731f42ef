import { CsvError, parse } from 'csv-parse/sync'

/** Columns of the file, by the headings under which they may stand. */
export const HEADINGS = {
  name: ['姓名', 'name'],
  email: ['邮箱', 'email', 'e-mail'],
  number: ['工号', 'number', 'personnel number'],
  role: ['角色', 'role'],
  department: ['部门', 'department'],
  cohort: ['班级', 'cohort'],
  mentor: ['导师', 'mentor'],
  joined: ['入职日期', 'joined'],
} as const satisfies Record<string, readonly string[]>
export type Column = keyof typeof HEADINGS
const REQUIRED = ['name', 'email', 'number', 'department'] as const satisfies readonly Column[]

/** Lines of one file. */
export const MAX_LINES = 2_000
/** Characters of one file. */
export const MAX_SIZE = 1_000_000

export type Line = {
  /** In the file, the heading being 1. */
  line: number
  cells: Record<Column, string>
}

export type FileFault =
  | { fault: 'empty' }
  | { fault: 'too-long' }
  | { fault: 'not-csv'; line: number }
  | { fault: 'unknown-heading'; heading: string }
  | { fault: 'missing-heading'; heading: string }
export type PeopleFile = { lines: Line[]; uneven: { line: number; value: string }[] }

/** Reads the text of a CSV file. Lines that have more or fewer cells than the heading are told apart, not guessed at. */
export function readPeopleFile(text: string): PeopleFile | FileFault {
  const records = readRecords(text)
  if ('fault' in records) return records
  const [heading, ...rest] = records
  if (!heading || rest.length === 0) return { fault: 'empty' }
  if (rest.length > MAX_LINES) return { fault: 'too-long' }
  const columns: (Column | undefined)[] = heading.cells.map(columnOf)
  const unknown = columns.indexOf(undefined)
  if (unknown >= 0) return { fault: 'unknown-heading', heading: heading.cells[unknown]!.slice(0, 60) }
  const missing = REQUIRED.find((column) => !columns.includes(column))
  if (missing) return { fault: 'missing-heading', heading: HEADINGS[missing][0] }
  const file: PeopleFile = { lines: [], uneven: [] }
  for (const { line, cells } of rest) {
    if (cells.length !== columns.length) file.uneven.push({ line, value: String(cells.length) })
    else file.lines.push({ line, cells: named(columns as Column[], cells) })
  }
  return file
}

function columnOf(heading: string): Column | undefined {
  const word = heading.trim().toLowerCase()
  const entry = Object.entries(HEADINGS).find(([, words]) => (words as readonly string[]).includes(word))
  return entry?.[0] as Column | undefined
}

function named(columns: readonly Column[], cells: readonly string[]): Record<Column, string> {
  const given = Object.fromEntries(columns.map((column, index) => [column, cells[index]!.trim()]))
  return Object.fromEntries(Object.keys(HEADINGS).map((column) => [column, given[column] ?? ''])) as Record<
    Column,
    string
  >
}

type Piece = { line: number; cells: string[] }

function readRecords(text: string): Piece[] | FileFault {
  if (text.length > MAX_SIZE) return { fault: 'too-long' }
  try {
    const found = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter: [',', ';', '\t'],
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return found
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { fault: 'not-csv', line: Number((error as { lines?: number }).lines ?? 1) }
  }
}
