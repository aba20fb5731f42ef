import type { Element, Root } from 'hast'
import { describe, expect, it } from 'vitest'
import { keepNumbers, keepPunctuation } from './punctuation'

const formula: Element = {
  type: 'element',
  tagName: 'span',
  properties: { className: ['katex'] },
  children: [],
}
const sentence = (after: string): Root => ({
  type: 'root',
  children: [
    { type: 'element', tagName: 'p', properties: {}, children: [formula, { type: 'text', value: after }] },
  ],
})
const childrenOf = (tree: Root) => (tree.children[0] as Element).children

describe('keepPunctuation', () => {
  it.each([
    ['，后面', '，', '后面'],
    ['）。然后', '）。', '然后'],
    [', then', ',', ' then'],
  ])('ties %j to the formula before it', (after, mark, rest) => {
    const tree = sentence(after)
    keepPunctuation(tree)
    const [kept, text] = childrenOf(tree)
    expect(kept).toMatchObject({
      properties: { className: ['lesson-kept'] },
      children: [formula, { type: 'text', value: mark }],
    })
    expect(text).toEqual({ type: 'text', value: rest })
  })
  it('leaves words alone', () => {
    const tree = sentence(' 是')
    keepPunctuation(tree)
    expect(tree).toEqual(sentence(' 是'))
  })
})

describe('keepNumbers', () => {
  const paragraph = (...children: Element['children']): Root => ({
    type: 'root',
    children: [{ type: 'element', tagName: 'p', properties: {}, children }],
  })
  const text = (value: string) => ({ type: 'text' as const, value })

  it.each([
    ['读 60 000 张', '读 60\u00A0000 张'],
    ['1 234 567 of them', '1\u00A0234\u00A0567 of them'],
    ['about 97 % pass', 'about 97\u00A0% pass'],
    ['in 2016 we had 10 layers', 'in 2016 we had 10 layers'],
    ['year 5 2016', 'year 5 2016'],
  ])('draws %j as %j', (written, drawn) => {
    const tree = paragraph(text(written))
    keepNumbers(tree)
    expect(tree).toEqual(paragraph(text(drawn)))
  })
  it('leaves code as it is written', () => {
    const code: Element = {
      type: 'element',
      tagName: 'code',
      properties: {},
      children: [text('x = 1 000')],
    }
    const tree = paragraph(structuredClone(code))
    keepNumbers(tree)
    expect(tree).toEqual(paragraph(code))
  })
})
