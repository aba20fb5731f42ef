/** Tables kept beside their cards as CSV without quotes. They are served as JSON: columns, and rows of values. */
import { type Prepared, toBytes, toText } from './recipe'

export type Table = { columns: string[]; rows: (number | string | null)[][] }

/**
 * An empty field is a missing value. A column is of numbers when every value in it is one.
 * @throws Error naming the line of a row with too few or too many fields
 */
export function readTable(csv: string): Table {
  const [head = '', ...lines] = csv.replace(/\r?\n$/, '').split(/\r?\n/)
  const columns = head.split(',')
  const fields = lines.map((line, index) => {
    const values = line.split(',')
    if (values.length !== columns.length)
      throw new Error(`line ${index + 2}: ${values.length} fields for ${columns.length} columns`)
    return values
  })
  const numeric = columns.map((_, column) =>
    fields.every((values) => values[column] === '' || Number.isFinite(Number(values[column]))),
  )
  const rows = fields.map((values) =>
    values.map((value, column) => (value === '' ? null : numeric[column] ? Number(value) : value)),
  )
  return { columns, rows }
}

const prepareTable =
  (file: string) =>
  (read: (path: string) => Uint8Array): Prepared => {
    const table = readTable(toText(read(file)))
    return { served: { table: toBytes(JSON.stringify(table)) }, counts: { all: table.rows.length } }
  }

export const prepareHousing = prepareTable('housing.csv')
export const preparePenguins = prepareTable('penguins.csv')

/** One poem a line: title, author and four lines, with tabs between them. */
export function preparePoems(read: (path: string) => Uint8Array): Prepared {
  const poems = toText(read('poems.tsv'))
    .trimEnd()
    .split(/\r?\n/)
    .map((row, index) => {
      const [title = '', author = '', ...lines] = row.split('\t')
      const lengths = new Set(lines.map((line) => [...line].length))
      if (title === '' || author === '' || lines.length !== 4 || lengths.size !== 1 || lengths.has(0))
        throw new Error(`poems.tsv:${index + 1}: a title, an author and four lines of one length are due`)
      return { title, author, lines }
    })
  return { served: { poems: toBytes(JSON.stringify(poems)) }, counts: { all: poems.length } }
}
