/** Refusals of a lesson's code, each with the line of the text that it is about. */
import { expect, test } from 'vitest'
import { explain, type RefusalCode } from '../lib/content/refusals'
import { together } from './content-code'
import { readFences, replaceFences } from './content-fences'
import { checkCode, formatCode } from './content-lint'
import { checkTypes } from './content-types'
import { placeOf } from './walk-places'

/** As small as the editor's, in the same manner: `tf` is a namespace of scripts, the others are globals. */
const DECLARATIONS = `
export declare function sequential(): { layers: string[]; units: number }
export as namespace tf;
declare global {
  const show: { table(rows: object[]): void };
  const that: (condition: unknown, message?: string) => asserts condition;
}
`

const fence = (meta: string, code: string) => `\`\`\`ts ${meta}\n${code}\n\`\`\`\n`
const lesson = (...parts: string[]) => parts.join('\n')

const types = (text: string, original?: string) =>
  checkTypes(
    [
      {
        file: 'en.mdx',
        text,
        ...(original !== undefined && { original: { file: 'zh.mdx', text: original } }),
      },
    ],
    DECLARATIONS,
  ).map((refusal) => explain(refusal, 'en'))

const SOUND = lesson(
  fence('cell id=model', 'const model = undefined'),
  fence('check id=made for=model', 'that(model.layers.length > 0)\nconst rows = 1'),
  fence('solution for=model', 'const model = tf.sequential()'),
  fence(
    'cell id=show',
    'show.table([{ layers: model.layers.length }])\nconst rows = await Promise.resolve(2)',
  ),
)

test('cells see each other, checks see the solved cells, and a name may come again', () => {
  expect(types(SOUND)).toEqual([])
})

test.each<[string, string, string]>([
  [
    'a cell',
    lesson(SOUND, fence('cell id=late', '\nmodel.nothing')),
    "en.mdx:21:7 A type is wrong here: Property 'nothing'",
  ],
  [
    'a check',
    SOUND.replace('const rows = 1', 'that(model.width > 1)'),
    "en.mdx:7:12 A type is wrong here: Property 'width'",
  ],
  [
    'a solution',
    SOUND.replace('= tf.sequential()', '= tf.serial()'),
    "en.mdx:11:18 A type is wrong here: Property 'serial'",
  ],
  [
    'a starter',
    SOUND.replace('const model = undefined', 'const model = tf.sequential().depth'),
    "en.mdx:2:31 A type is wrong here: Property 'depth'",
  ],
])('a wrong type in %s is told with its line', (_, text, said) => {
  const told = types(text)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(said)
})

test('a translation is checked with the cells that it does not repeat', () => {
  const translated = lesson(
    '<Cell id="model" />\n',
    fence('cell id=show', 'show.table([{ a: model.lauers }])'),
  )
  const told = types(translated, SOUND)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain("en.mdx:4:24 A type is wrong here: Property 'lauers'")
})

test('what is doubtful is told with its line', () => {
  const text = lesson('', fence('cell id=a', 'const a = 1\nif (a = 2) {\n}'))
  const told = checkCode([{ lesson: 'one', file: 'zh.mdx', text }]).map((refusal) => explain(refusal, 'en'))
  expect(told.some((line) => line.startsWith('zh.mdx:4:') && line.includes('This code is doubtful'))).toBe(
    true,
  )
})

test('layout is refused, and mended in place, in a list too', () => {
  const list = '1. Step\n\n   ```ts cell id=b\n   const b = {a:1}\n   ```\n'
  const text = lesson(
    fence('cell id=a', 'const a = [1,2];'),
    list,
    fence('check id=c for=a', 'that(a,  "x")'),
  )
  const one = { lesson: 'one', file: 'zh.mdx', text }
  expect(checkCode([one]).map(({ code, line }) => [code, line])).toEqual([
    ['code-format', 2],
    ['code-format', 8],
  ])
  const mended = formatCode(one)
  expect(mended).toBe(text.replace('[1,2];', '[1, 2]').replace('{a:1}', '{ a: 1 }'))
  expect(checkCode([{ ...one, text: mended }])).toEqual([])
})

test('fences are found with their lines, and put back where they were', () => {
  const text = lesson('---\n---', fence('cell id=a title="x"', 'a\nb'), fence('solution for=a', 'c'))
  expect(readFences(text).map(({ role, id, cell, line }) => [role, id, cell, line])).toEqual([
    ['cell', 'a', 'a', 4],
    ['solution', 'a', 'a', 9],
  ])
  expect(replaceFences(text, new Map([[4, 'only']]))).toBe(text.replace('a\nb', 'only'))
  expect(placeOf([{ file: 'f', text }], 'solution', 'a', 1)).toEqual({ file: 'f', line: 9 })
  expect(placeOf([{ file: 'f', text }], 'check', 'a', 1)).toBeUndefined()
})

test('types and layout are told beside what else is wrong, but not of a text whose code does not parse', () => {
  const refusal = (file: string, code: RefusalCode) => ({ file, line: 1, column: 1, code, params: {} })
  const said = [refusal('a.mdx', 'minutes'), refusal('b.mdx', 'code-syntax'), refusal('c.mdx', 'unknown-tag')]
  const doubted = ['a.mdx', 'b.mdx', 'c.mdx'].map((file) => refusal(file, 'code-types'))
  expect(together(said, doubted).map(({ file, code }) => `${file} ${code}`)).toEqual([
    'a.mdx minutes',
    'b.mdx code-syntax',
    'c.mdx unknown-tag',
    'a.mdx code-types',
    'c.mdx code-types',
  ])
})

test('a fence is what the compiler takes for one', () => {
  const text = [
    '````md',
    fence('cell id=quoted', 'const a = 1'),
    '````',
    '',
    '~~~ts cell id=wavy title="with = signs"',
    'const b = 2',
    '~~~',
    '',
    '- an entry',
    '',
    '  ```ts cell id=inside',
    '  if (true) {',
    '    show.table([])',
    '  }',
    '  ```',
  ].join('\n')
  expect(readFences(text).map(({ id, code, line, indent }) => ({ id, code, line, indent }))).toEqual([
    { id: 'wavy', code: 'const b = 2', line: 9, indent: 0 },
    { id: 'inside', code: 'if (true) {\n  show.table([])\n}', line: 15, indent: 2 },
  ])
})
