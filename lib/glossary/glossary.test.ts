import { describe, expect, test } from 'vitest'
import { readCatalogFiles } from '../curriculum/catalog-files.server'
import { findTerms, initialOf, sectionsOf, wordsIn } from './glossary'
import { glossary } from './glossary.server'

const terms = glossary()

test.each([
  ['准确率', 'Z'],
  ['损失函数', 'S'],
  ['softmax', 'S'],
  ['AUC', 'A'],
  ['嵌入', 'Q'],
  ['轮', 'L'],
  ['熵', 'S'],
  ['过拟合', 'G'],
  ['一', 'Y'],
])('%s is looked up under %s', (name, letter) => {
  expect(initialOf(name)).toBe(letter)
})

describe.each(['zh', 'en'] as const)('in %s', (locale) => {
  test('every term stands once, under a letter', () => {
    const sections = sectionsOf(terms, locale)
    expect(
      sections
        .flatMap((section) => section.terms)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(terms.map(({ id }) => id).toSorted())
    for (const { initial } of sections) expect(initial).toMatch(/^[A-Z]$/)
  })
  test('no two terms share a name', () => {
    const names = terms.map((term) => term[locale].toLowerCase())
    expect(new Set(names).size).toBe(names.length)
  })
})

test('a term is taught by a lesson that exists or is planned', () => {
  const planned = readCatalogFiles(process.cwd()).stages.flatMap(({ modules }) =>
    modules.flatMap(({ slugs, file }) => [...slugs, ...(file?.value.lessons ?? [])]),
  )
  for (const { lesson } of terms) expect(planned).toContain(lesson)
})

test('finds by either language and by meaning', () => {
  expect(findTerms(terms, '召回').map(({ id }) => id)).toContain('recall')
  expect(findTerms(terms, 'harmonic MEAN').map(({ id }) => id)).toEqual(['f1'])
  expect(findTerms(terms, '')).toHaveLength(terms.length)
  expect(findTerms(terms, 'nothing like this')).toEqual([])
})

test('gives a text the words of its language', () => {
  expect(wordsIn(terms, 'en').recall).toMatchObject({ zh: '召回率', en: 'recall' })
  expect(wordsIn(terms, 'zh').recall!.means).toMatch(/比例/)
})
