import { readFileSync } from 'node:fs'
import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInline } from '../content/inline'
import { LOCALES } from '../curriculum/ids'
import { blockFor, errataIn, Sources } from './sources'

const { articles, errata } = Sources.parse(parse(readFileSync('content/sources.yaml', 'utf8')))

test('five articles, each with what was taken', () => {
  expect(articles).toHaveLength(5)
  for (const { taken } of articles) expect(taken.length).toBeGreaterThan(0)
})

test.each(errata)('$article $sections for $lesson: formulas can be drawn', ({ says, right }) => {
  for (const locale of LOCALES) {
    for (const text of [says[locale], right[locale]]) expect(readInline(text)).toMatchObject({ ok: true })
  }
})

test('an article that is not listed is refused', () => {
  const given = parse(readFileSync('content/sources.yaml', 'utf8')) as { errata: { article: string }[] }
  given.errata[0]!.article = 'another'
  expect(Sources.safeParse(given).success).toBe(false)
})

describe('the block of a lesson', () => {
  const block = (source: string, cell?: string) => ({
    type: 'mdxJsxFlowElement',
    name: 'Erratum',
    attributes: Object.entries({ source, cell })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
  })
  const tree = {
    type: 'root',
    children: [
      block('原文（培养模式）§4.3.1', 'a'),
      {
        type: 'element',
        tagName: 'p',
        properties: {},
        children: [block('原文 §4.2、§4.3', 'b'), block('原文 §5.1')],
      },
    ],
  } as unknown as Root

  test('is found at any depth', () => {
    expect(errataIn(tree)).toEqual([
      { source: '原文（培养模式）§4.3.1', cell: 'a' },
      { source: '原文 §4.2、§4.3', cell: 'b' },
      { source: '原文 §5.1' },
    ])
  })
  test.each([
    [['§4.3'], 'b'],
    [['§4.3.1'], 'a'],
    [['§5.1'], undefined],
    [['§4'], undefined],
  ])('%o', (sections, cell) => {
    expect(blockFor(errataIn(tree), sections)?.cell).toBe(cell)
  })
})
