import { expect, test } from 'vitest'
import { readText } from './read-text'

const HEAD = '---\ntitle: t\nsummary: s\nobjectives: [o]\n---\n\n'
const CELL = '\n\n```ts cell id=train title="Train"\nconst train = 1\n```\n'

function refusals(body: string): string[] {
  const outcome = readText({ file: 'x.mdx', locale: 'en', text: `${HEAD}${body}${CELL}`, figures: {} })
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code)
}

test.for([
  '先运行 `train` 单元。',
  '先运行 `train` 这一格。',
  '回到单元 `train`。',
  'Run the `train` cell.',
  'See cell `train`.',
])('a cell named by an id that no reader sees: %s', (body) => expect(refusals(body)).toContain('cell-by-id'))

test.for([
  '变量 `train` 里是 1。',
  'The variable `train` is 1.',
  'Run [Train](#cell-train) first.',
  'the `other` cell',
])('a name of code, and a link by the title: %s', (body) =>
  expect(refusals(body)).not.toContain('cell-by-id'),
)

test('a link to a cell that is not there', () => {
  expect(refusals('Run [Train](#cell-trian).')).toEqual(['dead-anchor'])
})
