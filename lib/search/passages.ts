/** A compiled lesson → the passages that can be found in it. Starters are code anyone may read; solutions are not here. */
import type { ElementContent, Root, RootContent } from 'hast'
import { cellAnchor } from '../content/anchors'
import type { CompiledLesson } from '../content/compiled'

export const PASSAGE_KINDS = ['title', 'heading', 'formula', 'code', 'prose'] as const
export type PassageKind = (typeof PASSAGE_KINDS)[number]

export type Passage = {
  lesson: string
  kind: PassageKind
  /** Where on the page: the id of a heading or a cell; empty at the top. */
  anchor: string
  /** The heading it stands under, or the lesson's title. */
  under: string
  text: string
}

type Node = Root | RootContent | ElementContent

const HEADINGS = new Set(['h2', 'h3', 'h4'])
/** Of these each is one passage. */
const PARAGRAPHS = new Set(['p', 'li', 'td', 'th', 'figcaption'])
const isKatex = (node: Node): boolean =>
  node.type === 'element' &&
  Array.isArray(node.properties.className) &&
  node.properties.className.includes('katex')

const childrenOf = (node: Node): readonly ElementContent[] =>
  'children' in node ? (node.children as ElementContent[]) : []

/** TeX as its author wrote it. */
function texOf(node: Node): string {
  if (node.type === 'element' && node.tagName === 'annotation') return plainText(node)
  return childrenOf(node).map(texOf).join('')
}

/** Text without formulas; they are passages of their own. */
function plainText(node: Node): string {
  if (node.type === 'text') return node.value
  if (isKatex(node)) return ' '
  return childrenOf(node).map(plainText).join('')
}

/** A list item that holds paragraphs is found by them, not a second time as a whole. */
const isParagraph = (node: Node): boolean =>
  node.type === 'element' && PARAGRAPHS.has(node.tagName) && !childrenOf(node).some(holdsParagraph)
const holdsParagraph = (node: Node): boolean =>
  (node.type === 'element' && PARAGRAPHS.has(node.tagName)) || childrenOf(node).some(holdsParagraph)

/** Code is passages of its own; hints are for those who ask for one. */
const isSkipped = (node: Node): boolean =>
  ('name' in node && (node.name === 'Cell' || node.name === 'Hint')) ||
  (node.type === 'element' && node.tagName === 'pre')

const tidy = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

export function passagesOf({
  lesson,
  locale,
  tree,
  cells,
}: Pick<CompiledLesson, 'lesson' | 'locale' | 'tree' | 'cells'>): Passage[] {
  const { title, summary, objectives } = lesson.text[locale]
  const found: Passage[] = []
  let anchor = ''
  let under = title
  const add = (kind: PassageKind, text: string, at = anchor, heading = under) => {
    const trimmed = tidy(text)
    if (trimmed !== '') found.push({ lesson: lesson.id, kind, anchor: at, under: heading, text: trimmed })
  }

  function walk(node: Node): void {
    if (isKatex(node)) return add('formula', texOf(node))
    if (node.type === 'element' && HEADINGS.has(node.tagName)) {
      anchor = String(node.properties.id ?? '')
      under = tidy(plainText(node))
      return add('heading', under)
    }
    if (isSkipped(node)) return
    if (isParagraph(node)) add('prose', plainText(node))
    for (const child of childrenOf(node)) walk(child)
  }

  add('title', title)
  add('prose', summary)
  for (const objective of objectives) add('prose', objective)
  walk(tree)
  for (const { id, title: named, starter } of cells) {
    if (named !== undefined) add('heading', named, cellAnchor(id), named)
    for (const line of starter.split('\n')) add('code', line, cellAnchor(id), named ?? title)
  }
  return found
}
