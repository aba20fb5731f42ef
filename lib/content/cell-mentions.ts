/**
 * Ids of cells are for authors: a reader sees titles. A sentence that speaks of “the `train` cell” names something that
 * stands nowhere on the page, so the author is told to link to the cell by what readers see.
 */
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Refusals } from './refusals'

const BEFORE = /(?:单元格?|这格|那格|cells?)[\s“”"']*$/iu
const AFTER = /^[\s“”"']*(?:这个?|那个?)?(?:单元|一?格|cells?\b)/iu

export function refuseCellMentions(tree: Root, cells: ReadonlySet<string>, refusals: Refusals): void {
  visit(tree, 'inlineCode', (node, index, parent) => {
    if (!cells.has(node.value) || !parent || index === undefined) return
    const words = (at: number) => {
      const sibling = parent.children[at]
      return sibling?.type === 'text' ? sibling.value : ''
    }
    if (BEFORE.test(words(index - 1)) || AFTER.test(words(index + 1)))
      refusals.add('cell-by-id', node.position?.start, { id: node.value })
  })
}
