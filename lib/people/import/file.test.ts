import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COLUMNS, headingKey, HEADINGS, matchHeadings } from './columns'
import { decodeText } from './decode'
import { readPeopleFile, type PeopleFile } from './file'
import { MAX_LINES } from './limits'

const HEAD = '姓名,邮箱,工号,部门'
const read = (...given: Parameters<typeof readPeopleFile>): PeopleFile => {
  const file = readPeopleFile(...given)
  if ('fault' in file) throw new Error(file.fault)
  return file
}
const ignored = ({ columns }: PeopleFile) =>
  columns.filter(({ column }) => column === undefined).map(({ heading }) => heading)

describe('headings', () => {
  test.each([
    ['电子邮箱', 'email'],
    ['邮箱地址', 'email'],
    ['E-Mail Address', 'email'],
    ['员工编号', 'number'],
    ['Employee ID', 'number'],
    ['employee_id', 'number'],
    ['所属部门', 'department'],
    ['姓名*', 'name'],
    ['* 姓名（必填）', 'name'],
    ['入职时间', 'joined'],
    ['Hire Date', 'joined'],
    ['员工状态', 'status'],
    ['离职日期', 'left'],
  ])('%s is %s', (heading, column) => expect(matchHeadings([heading])).toEqual([column]))

  test('every heading belongs to one column', () => {
    const all = COLUMNS.flatMap((column) => [...new Set(HEADINGS[column].map(headingKey))])
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  })

  test('of two that mean the same the more usual one counts, unless somebody says otherwise', () => {
    expect(matchHeadings(['工作邮箱', '邮箱'])).toEqual([undefined, 'email'])
    expect(matchHeadings(['工作邮箱', '邮箱'], { 工作邮箱: 'email' })).toEqual(['email', undefined])
    expect(matchHeadings(['邮箱'], { 邮箱: 'ignored' })).toEqual([undefined])
  })

  test('what is not known is left out and named; what is empty from top to bottom is not there', () => {
    const file = read(`${HEAD},手机,岗位,\n甲,a@example.com,1,研发部,139,工程师,\n`)
    expect(ignored(file)).toEqual(['手机', '岗位'])
    expect(file.lines).toHaveLength(1)
    expect(read(`${HEAD},\n甲,a@example.com,1,研发部,话\n`).columns.at(-1)).toMatchObject({
      heading: '',
      sample: '话',
    })
  })

  test('what is missing is named, and may be said', () => {
    const text = '姓名,邮箱,代码,部门\n甲,a@example.com,77,研发部'
    expect(read(text).missing).toEqual(['number'])
    const file = read(text, { 代码: 'number' })
    expect([file.missing, file.lines[0]!.cells.number]).toEqual([[], '77'])
  })

  test('may stand below a title', () => {
    const file = read(`2026 年员工花名册,,,\n\n${HEAD}\n甲,a@example.com,1,研发部`)
    expect(file.lines).toMatchObject([{ line: 4, cells: { name: '甲' } }])
  })
})

describe('delimiters', () => {
  test('one is found from the heading, and the others are text', () => {
    expect(read(`${HEAD}\n甲,a@example.com,1,AI & Data; Platform\t2`).lines[0]!.cells.department).toBe(
      'AI & Data; Platform 2',
    )
    expect(read('姓名;邮箱;工号;部门\n甲;a@example.com;1;研发,平台').lines[0]!.cells.department).toBe(
      '研发,平台',
    )
    expect(read('sep=;\n姓名;邮箱;工号;部门\n甲;a@example.com;1;研发').lines[0]!.line).toBe(3)
    expect(read('姓名|邮箱|工号|部门\n甲|a@example.com|1|研发').missing).toEqual([])
  })
  test('lines with too few cells, or with words beyond the heading, are told apart', () => {
    const file = read(`${HEAD}\n甲,a@example.com,1\n乙,b@example.com,2,研发部,,\n丙,c@example.com,3,研发,部`)
    expect(file.uneven.map(({ line }) => line)).toEqual([2, 4])
    expect(file.lines.map(({ line }) => line)).toEqual([3])
  })
})

test.each([
  ['', 'empty'],
  [HEAD, 'empty'],
  [`${HEAD}\n"甲,a@example.com`, 'not-csv'],
])('%j: %s', (text, fault) => {
  expect(readPeopleFile(text)).toMatchObject({ fault })
})

test('as many lines as a large company has people, and not one more', () => {
  const lines = (count: number) => `${HEAD}\n${'甲,a@example.com,1,研发部\n'.repeat(count)}`
  expect(read(lines(MAX_LINES)).lines).toHaveLength(MAX_LINES)
  expect(readPeopleFile(lines(MAX_LINES + 1))).toEqual({ fault: 'too-long' })
})

test('knows marks, quotes, and on which line of the file somebody stands', () => {
  const text =
    '\uFEFFName;Email;Number;Department\r\n"甲\n乙";a@example.com;ZC2;算法部\r\n\r\n丙;b@example.com;ZC3;算法部\r\n'
  expect(read(text)).toMatchObject({
    lines: [
      { line: 3, cells: { name: '甲 乙' } },
      { line: 5, cells: { name: '丙' } },
    ],
  })
})

describe('encodings', () => {
  const utf16 = (text: string, isLittle: boolean): Uint8Array => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
    return isLittle ? bytes : bytes.swap16()
  }
  /** 姓名,邮箱 as an older Chinese Excel writes it. */
  const GBK = Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd3, 0xca, 0xcf, 0xe4])
  test('older Chinese files, and what is no text', () => {
    expect(decodeText(GBK)).toEqual({ text: '姓名,邮箱' })
    expect(decodeText(Uint8Array.from([0x50, 0x4b, 3, 4, 20]))).toEqual({ fault: 'spreadsheet' })
    expect(decodeText(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toEqual({ fault: 'spreadsheet' })
    expect(decodeText(Uint8Array.from([0x41, 0, 0x42, 0]))).toEqual({ fault: 'unreadable' })
    expect(decodeText(Uint8Array.from([0x89, 0x50, 0xff, 0xff]))).toEqual({ fault: 'unreadable' })
  })

  const cell = fc
    .string({ unit: fc.constantFrom(...'甲乙 ab,;|\t"“”&'.split(''), '\n', '𠮷', 'é'), maxLength: 8 })
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
  const row = fc
    .array(cell, { minLength: 4, maxLength: 4 })
    .filter((cells) => cells.some((one) => one !== ''))
  test('every delimiter, quoting, line end and encoding gives the same cells', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf8', 'utf8-mark', 'utf16le', 'utf16be'),
        (rows, delimiter, quoted, end, encoding) => {
          const text = stringify([HEAD.split(','), ...rows], { delimiter, quoted, record_delimiter: end })
          const bytes = encoding.startsWith('utf16')
            ? utf16(text, encoding === 'utf16le')
            : new TextEncoder().encode(encoding === 'utf8' ? text : `\uFEFF${text}`)
          const decoded = decodeText(bytes)
          if ('fault' in decoded) throw new Error(decoded.fault)
          const found = read(decoded.text).lines.map(({ cells: { name, email, number, department } }) => [
            name,
            email,
            number,
            department,
          ])
          expect(found).toEqual(rows)
        },
      ),
    )
  })
})
