/** How long a text is: Han characters, and words of other scripts. Code, formulas and drawings do not count. */
import type { ElementContent, Root, RootContent } from 'hast'

const SILENT = new Set(['pre', 'svg', 'math'])

export function measure(tree: Root): { characters: number; words: number } {
  const text = prose(tree)
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words =
    text.replaceAll(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return { characters, words }
}

/** The words of a text, without code, formulas and drawings. */
export function prose(node: Root | RootContent | ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element') {
    const classes = Array.isArray(node.properties.className) ? node.properties.className : []
    if (SILENT.has(node.tagName) || classes.includes('katex')) return ' '
  }
  return 'children' in node ? node.children.map((child) => prose(child)).join('') : ''
}
