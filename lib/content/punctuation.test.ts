import type { Element, Root } from 'hast'
import { describe, expect, it } from 'vitest'
import { keepPunctuation } from './punctuation'

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
