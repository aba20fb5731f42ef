import { CsvError, parse } from 'csv-parse/sync'
import { type Choices, type Column, COLUMNS, type FileColumn, matchHeadings, REQUIRED } from './columns'
import { MAX_LINES, MAX_SIZE } from './limits'

/** Records above the heading that may be a title or a note. */
const MOST_ABOVE = 4
const DELIMITERS = [',', ';', '\t', '|'] as const

export type Line = {
  /** In the file, as editors count. */
  line: number
  cells: Record<Column, string>
}

export type FileFault = { fault: 'empty' } | { fault: 'too-long' } | { fault: 'not-csv'; line: number }
export type PeopleFile = {
  columns: FileColumn[]
  /** Columns that a file needs and this one has not. */
  missing: Column[]
  lines: Line[]
  /** Lines that have cells where the heading has none, or lack some. They are told apart, not guessed at. */
  uneven: { line: number; value: string }[]
}

/** Reads the text of a CSV file. @param choices what somebody said about its headings */
export function readPeopleFile(text: string, choices: Choices = {}): PeopleFile | FileFault {
  if (text.length > MAX_SIZE) return { fault: 'too-long' }
  const delimiter = findDelimiter(text, choices)
  const records = readRecords(text, delimiter)
  if ('fault' in records) return records
  const at = findHeading(records, choices)
  const rest = records.slice(at + 1)
  const heading = records[at]
  if (!heading || rest.length === 0) return { fault: 'empty' }
  if (rest.length > MAX_LINES) return { fault: 'too-long' }
  const matched = matchHeadings(heading.cells, choices)
  const columns = heading.cells.map((cell, index) => ({
    heading: clean(cell).slice(0, 60),
    column: matched[index],
    sample: sampleOf(rest, index),
  }))
  const file: PeopleFile = {
    // Excel writes columns that are empty from top to bottom.
    columns: columns.filter(({ heading: words, sample }) => words !== '' || sample !== ''),
    missing: REQUIRED.filter((column) => !matched.includes(column)),
    lines: [],
    uneven: [],
  }
  const places = COLUMNS.map((column): [Column, number] => [column, matched.indexOf(column)])
  for (const { line, cells } of rest) {
    const beyond = cells.slice(columns.length).some((cell) => cell.trim() !== '')
    if (beyond || cells.length < columns.length) file.uneven.push({ line, value: String(cells.length) })
    else file.lines.push({ line, cells: named(places, cells) })
  }
  return file
}

function named(places: readonly [Column, number][], cells: readonly string[]): Record<Column, string> {
  return Object.fromEntries(
    places.map(([column, index]) => [column, index < 0 ? '' : clean(cells[index]!)]),
  ) as Record<Column, string>
}

/** A cell is one line: breaks inside are spaces, as are those that cannot be broken. */
const clean = (cell: string): string => cell.replaceAll(/\s+/gu, ' ').trim()

function sampleOf(records: readonly Piece[], index: number): string {
  for (const { cells } of records) {
    const words = clean(cells[index] ?? '')
    if (words !== '') return words.slice(0, 40)
  }
  return ''
}

type Piece = { line: number; cells: string[] }

function readRecords(text: string, delimiter: string, most?: number): Piece[] | FileFault {
  try {
    const found = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      delimiter,
      // A quotation mark inside an unquoted cell is one: 5" disks, 李"小"明.
      relax_quotes: true,
      ...(most === undefined ? {} : { to: most }),
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return found
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '') && !isExcelNote(cells, delimiter))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { fault: 'not-csv', line: Number((error as { lines?: number }).lines ?? 1) }
  }
}

/** `sep=;` tells Excel the delimiter. */
const isExcelNote = (cells: readonly string[], delimiter: string): boolean =>
  cells.join(delimiter).toLowerCase().trimEnd() === `sep=${delimiter}`.trimEnd()

/** Of the delimiters there are, the one under which the heading says most; then the one that parts it most. */
function findDelimiter(text: string, choices: Choices): string {
  const told = /^\uFEFF?sep=([,;|\t])\r?\n/i.exec(text)?.[1]
  if (told) return told
  let best: { delimiter: string; known: number; cells: number } = { delimiter: ',', known: -1, cells: 0 }
  for (const delimiter of DELIMITERS) {
    // Only the beginning: what is far below says nothing about the heading.
    const records = readBeginning(text, delimiter)
    const heading = records[findHeading(records, choices)]
    const known = countKnown(heading, choices)
    const cells = heading?.cells.length ?? 0
    if (known > best.known || (known === best.known && cells > best.cells)) best = { delimiter, known, cells }
  }
  return best.delimiter
}

function readBeginning(text: string, delimiter: string): Piece[] {
  const records = readRecords(text.slice(0, 100_000), delimiter, MOST_ABOVE + 1)
  if (!('fault' in records)) return records
  // A quotation mark that is never closed: the first line alone still tells.
  const first = readRecords(text.split(/[\r\n]/, 1)[0]!.slice(0, 10_000), delimiter)
  return 'fault' in first ? [] : first
}

const countKnown = (record: Piece | undefined, choices: Choices): number =>
  record ? matchHeadings(record.cells, choices).filter((column) => column !== undefined).length : 0

/** Rosters often begin with a title: the heading is the first record that says at least two columns, else the first. */
function findHeading(records: readonly Piece[], choices: Choices): number {
  const at = records.slice(0, MOST_ABOVE + 1).findIndex((record) => countKnown(record, choices) > 1)
  return Math.max(at, 0)
}
