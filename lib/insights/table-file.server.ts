/** Tables as files, written piece by piece while the rows come from the database. */
import 'server-only'
import { stringify } from 'csv-stringify/sync'
import { Zip, ZipDeflate, strToU8 } from 'fflate'

export type Row = readonly (string | number)[]
export type Table = { headings: readonly string[]; batches: AsyncIterable<readonly Row[]> }

export const FORMATS = ['csv', 'xlsx'] as const
export type Format = (typeof FORMATS)[number]

export const CONTENT_TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export function writeTable(format: Format, table: Table): AsyncGenerator<Uint8Array> {
  return format === 'csv' ? writeCsv(table) : writeXlsx(table)
}

// Excel takes a file for UTF-8 by its mark, and a cell that begins with = + - @ for a formula.
async function* writeCsv({ headings, batches }: Table): AsyncGenerator<Uint8Array> {
  const write = (rows: readonly Row[], bom: boolean) =>
    strToU8(stringify(rows as Row[], { bom, escape_formulas: true, record_delimiter: 'windows' }))
  yield write([headings], true)
  for await (const batch of batches) yield write(batch, false)
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** The parts of a workbook with one sheet, but the sheet (ECMA-376, part 1). */
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML 1.0 has no place for most control characters. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
const escape = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>]/g, (sign) => SIGNS[sign]!)

/** Texts are written as texts, so that none of them is ever read as a formula. */
const cellXml = (value: string | number): string =>
  typeof value === 'number'
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`

const rowsXml = (rows: readonly Row[]): string =>
  rows.map((row) => `<row>${row.map(cellXml).join('')}</row>`).join('')

async function* writeXlsx({ headings, batches }: Table): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const open = (name: string): ZipDeflate => {
    const file = new ZipDeflate(name, { level: 4 })
    zip.add(file)
    return file
  }
  for (const [name, text] of Object.entries(PARTS)) open(name).push(strToU8(XML + text), true)
  const sheet = open('xl/worksheets/sheet1.xml')
  sheet.push(strToU8(`${XML}<worksheet xmlns="${MAIN}"><sheetData>${rowsXml([headings])}`))
  for await (const batch of batches) {
    sheet.push(strToU8(rowsXml(batch)))
    yield* pieces.splice(0)
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true)
  zip.end()
  yield* pieces.splice(0)
}
