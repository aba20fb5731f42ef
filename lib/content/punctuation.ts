/** Where a line may not break: before the comma that follows a formula, and inside 60 000 or 97 %. */
import type { Element, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'

/** What may not begin a line. */
const CLOSING = /^[，。、；：！？）」』”’,.;:!?)\]%％]+/

const isInlineFormula = (node: unknown): node is Element =>
  typeof node === 'object' &&
  node !== null &&
  'properties' in node &&
  Array.isArray((node as Element).properties.className) &&
  ((node as Element).properties.className as unknown[])[0] === 'katex'

/** Ties the punctuation after each inline formula to it, in a span that `prose.css` keeps on one line. */
export function keepPunctuation(tree: Root): void {
  visit(tree, 'element', (node, index, parent) => {
    if (!parent || index === undefined || !isInlineFormula(node)) return undefined
    const next = parent.children[index + 1]
    const mark = next?.type === 'text' ? CLOSING.exec(next.value)?.[0] : undefined
    if (next?.type !== 'text' || mark === undefined) return SKIP
    next.value = next.value.slice(mark.length)
    const kept: Element = {
      type: 'element',
      tagName: 'span',
      properties: { className: ['lesson-kept'] },
      children: [node, { type: 'text', value: mark }],
    }
    parent.children.splice(index, 1, kept)
    return [SKIP, index + 1]
  })
}

/** A space between groups of digits, or before the sign of a share. */
const WITHIN_NUMBER = /(?<=\d) (?=\d{3}(?!\d)|[%％])/g

/** Authors write plain spaces in numbers; what is drawn keeps each number on one line. Code stays as it is written. */
export function keepNumbers(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'element' && (node.tagName === 'code' || isInlineFormula(node))) return SKIP
    if (node.type === 'text') node.value = node.value.replaceAll(WITHIN_NUMBER, '\u00A0')
    return undefined
  })
}
