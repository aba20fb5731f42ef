/** A formula is drawn as a box, and a line may break after any box: also before the comma that follows it. */
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
