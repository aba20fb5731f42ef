import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { excerptOf, find, indexPassages } from './find'
import type { Passage } from './passages'
import { termsAsked } from './words'

const passage = (lesson: string, kind: Passage['kind'], text: string, anchor = ''): Passage => ({
  lesson,
  kind,
  anchor,
  under: '',
  text,
})

const index = indexPassages([
  passage('losses', 'title', '损失函数'),
  passage('losses', 'prose', '交叉熵只问一件事：你给正确答案多大的概率？'),
  passage('losses', 'formula', 'L=-\\ln p_c'),
  passage('mnist-mlp', 'prose', '损失用交叉熵，优化器用 Adam。'),
  passage('mnist-mlp', 'code', 'model.compile({ loss: "categoricalCrossentropy" })', 'cell-train'),
  passage('mnist-mlp', 'code', 'metrics.categoricalCrossentropy(y, p)', 'cell-train'),
  passage('optimizers', 'title', '优化算法'),
])
const lessonsFound = (query: string) => find(index, query).map(({ lesson }) => lesson)

it.each([
  ['损失函数', ['losses']],
  ['交叉熵', ['losses', 'mnist-mlp']],
  ['crossent', ['mnist-mlp']],
  ['Adam 交叉熵', ['mnist-mlp']],
  ['ln', ['losses']],
  ['量子', []],
  ['', []],
  ['…？', []],
])('%s finds %j', (query, lessons) => {
  expect(lessonsFound(query).toSorted()).toEqual(lessons)
})

it('puts a title before a mention', () => {
  expect(lessonsFound('损失')).toEqual(['losses', 'mnist-mlp'])
})

it('falls back to some of the words when no passage has all', () => {
  expect(lessonsFound('Adam 优化算法').toSorted()).toEqual(['mnist-mlp', 'optimizers'])
})

it('marks a phrase of three characters as one', () => {
  expect(excerptOf('损失用交叉熵。', termsAsked('交叉熵'))).toEqual([
    { text: '损失用', found: false },
    { text: '交叉熵', found: true },
    { text: '。', found: false },
  ])
})

it('shows one line of a cell', () => {
  const [found] = find(index, 'categorical')
  expect(found!.hits).toHaveLength(1)
})

test.prop([
  fc.string({ unit: fc.constantFrom(...'梯度下降 aB1.*+('), maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(...'梯度下aB1(*'), minLength: 1, maxLength: 6 }),
])('an excerpt is a piece of the text, and marks only what was asked', (text, query) => {
  const asked = termsAsked(query)
  fc.pre(asked.length > 0)
  const pieces = excerptOf(text, asked)
  const said = pieces.map((piece) => piece.text).join('')
  expect(text).toContain(said.replaceAll('…', ''))
  for (const { text: piece, found } of pieces) {
    if (found) expect(asked.some((term) => piece.toLowerCase().startsWith(term))).toBe(true)
  }
})
