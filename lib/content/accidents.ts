/**
 * Writings that Markdown reads otherwise than their author meant, so that words, signs or figures vanish or change
 * without a trace. Found in the tree as it was parsed, each with what to write instead.
 */
import type { List, Nodes, Paragraph, Parents, Root, Table, Text } from 'mdast'
import { findInvisible } from './invisible'
import type { Refusals } from './refusals'

type Found = Parents & Nodes

export function refuseAccidents(tree: Root, text: string, refusals: Refusals): void {
  const named = { links: new Map<string, boolean>(), notes: new Map<string, boolean>() }
  noteReferences(tree, named)
  walk(tree, undefined)

  function walk(node: Nodes, parent: Found | undefined): void {
    look(node, parent)
    if ('children' in node) for (const child of node.children) walk(child as Nodes, node as Found)
  }

  function look(node: Nodes, parent: Found | undefined): void {
    const at = node.position?.start
    switch (node.type) {
      case 'heading': {
        const source = sourceOf(node)
        if (!source.startsWith('#')) refusals.add('heading-underline', at)
        else if (/[ \t]#+[ \t]*$/.test(source)) refusals.add('heading-closed', at)
        return
      }
      case 'table':
        return refuseCells(node)
      case 'paragraph':
        return refuseParagraph(node)
      case 'text':
        return refuseSigns(node, parent)
      case 'emphasis':
      case 'strong':
        return refuseInsideWord(node)
      case 'list':
        return refuseList(node, parent)
      case 'inlineMath':
        return refusePrice(node, parent)
      case 'link':
      case 'definition':
        if (node.title) refusals.add('link-title', at, { title: node.title.slice(0, 60) })
        if (node.type === 'definition') refuseUnnamed('links', node.identifier, `[${node.label ?? ''}]`, at)
        return
      case 'footnoteDefinition':
        return refuseUnnamed('notes', node.identifier, `[^${node.label ?? ''}]`, at)
      default:
    }
  }

  function sourceOf(node: Nodes): string {
    return text.slice(node.position?.start.offset, node.position?.end.offset)
  }

  /** GFM drops the cells past the heading's, and a bar inside a formula or code begins a cell. */
  function refuseCells({ children: [head, ...rows] }: Table): void {
    const expected = head?.children.length ?? 0
    for (const row of rows) {
      const found = row.children.length
      if (found > expected) refusals.add('table-cells', row.position?.start, { found, expected })
    }
  }

  /** A table whose heading and rule have different numbers of cells is no table but a paragraph of bars. */
  function refuseParagraph(node: Paragraph): void {
    const start = node.position?.start
    if (!start) return
    sourceOf(node)
      .split('\n')
      .forEach((line, index) => {
        const here = { line: start.line + index, column: index === 0 ? start.column : 1 }
        const bare = line.replace(/^[\s>]*/, '')
        if (/^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/.test(bare)) refusals.add('table-rule', here)
        if (bare.startsWith(':::')) refusals.add('directive', here)
      })
  }

  function refuseSigns(node: Text, parent: Found | undefined): void {
    const start = node.position?.start
    if (start?.offset === undefined || parent?.type === 'link') return
    const source = sourceOf(node)
    const place = (index: number) => {
      const before = source.slice(0, index).split('\n')
      const column = (before.length === 1 ? start.column : 1) + (before.at(-1)?.length ?? 0)
      return { line: start.line + before.length - 1, column }
    }
    // Written as an entity it is no character of the source.
    for (const { hex } of findInvisible(node.value).slice(0, 1))
      refusals.add('control-character', start, { hex })
    for (const { index } of source.matchAll(/(?<!\\)(?:\\\\)*\$/g)) refusals.add('dollar', place(index))
    for (const { 0: label, index } of source.matchAll(
      /(?<!\\)\[\^[^\]\s]+\]|(?<![\\\w])\[[^\][]+\]\[[^\][]*\]/g,
    ))
      refusals.add('reference-unknown', place(index), { label: label.slice(0, 60) })
  }

  /** `3*4*5` and `a*b*c` lose their signs; in Chinese, where no spaces are written, an emphasis may touch words. */
  function refuseInsideWord(node: Nodes): void {
    const { start, end } = node.position ?? {}
    if (start?.offset === undefined || end?.offset === undefined) return
    const before = text[start.offset - 1] ?? ''
    const after = text[end.offset] ?? ''
    const inside = sourceOf(node).replaceAll(/^[*_]+|[*_]+$/g, '')
    const operand = /[A-Za-z0-9)\]]/
    if (operand.test(before) && /^[A-Za-z0-9([]/.test(inside) && /[A-Za-z0-9([]/.test(after))
      refusals.add('emphasis-in-word', start, { text: `${before}${sourceOf(node)}${after}`.slice(0, 40) })
  }

  function refuseList(node: List, parent: Found | undefined): void {
    const column = node.position?.start.column ?? 1
    if (parent?.type === 'root' && column > 1) refusals.add('list-indent', node.position?.start)
    const first = node.start ?? 1
    node.children.forEach((item, index) => {
      const at = item.position?.start
      if (at && at.column !== column) refusals.add('list-indent', at)
      const written = Number(/^\d+/.exec(sourceOf(item))?.[0])
      // All may say the same, as many people write them.
      if (node.ordered && written !== first + index && written !== first)
        refusals.add('list-number', at, { written, shown: first + index })
    })
  }

  /** Pandoc's rule: a formula neither begins nor ends with a space, and no digit follows it. */
  function refusePrice(node: Extract<Nodes, { type: 'inlineMath' }>, parent: Found | undefined): void {
    const source = sourceOf(node)
    if (source.startsWith('$$')) return
    const after = text[node.position?.end.offset ?? 0] ?? ''
    const bars = parent?.type === 'tableCell' ? /[\s|]/ : /\s/
    if (bars.test(source.at(1) ?? '') || bars.test(source.at(-2) ?? '') || /\d/.test(after))
      refusals.add('price', node.position?.start, { text: source.slice(0, 40) })
  }

  function refuseUnnamed(
    kind: keyof typeof named,
    id: string,
    label: string,
    at: { line: number; column: number } | undefined,
  ): void {
    const known = named[kind].get(id)
    if (known === undefined) refusals.add('definition-unused', at, { label })
    else if (known) refusals.add('definition-twice', at, { label })
    else named[kind].set(id, true)
  }
}

/** Which definitions are named, with whether one of that name has been seen. */
function noteReferences(node: Nodes, named: Record<'links' | 'notes', Map<string, boolean>>): void {
  if (node.type === 'linkReference' || node.type === 'imageReference') named.links.set(node.identifier, false)
  if (node.type === 'footnoteReference') named.notes.set(node.identifier, false)
  if ('children' in node) for (const child of node.children) noteReferences(child as Nodes, named)
}
