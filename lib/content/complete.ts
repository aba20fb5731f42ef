/**
 * The last look for what was lost: every sign of the source must belong to a part of the tree or be markup of its
 * parent, and every part that a reader should see must be in the page with all its signs. `accidents.ts` knows the
 * common causes and their remedies; this knows none, and so finds those that nobody thought of.
 */
import type { Element, Root as Page } from 'hast'
import type { Code, Nodes, Root } from 'mdast'
import { place } from './place'
import type { Refusals } from './refusals'

/** What markup may stand around the children of a node; blanks and the marks of quotes around it do not count. */
const MARKUP: Partial<Record<Nodes['type'], { lead: RegExp; between: RegExp; tail: RegExp }>> = {
  root: gaps(''),
  paragraph: gaps(''),
  list: gaps(''),
  blockquote: gaps(''),
  heading: gaps('#{1,6}', '', ''),
  emphasis: gaps('[*_]', '', '[*_]'),
  strong: gaps('\\*\\*|__', '', '\\*\\*|__'),
  delete: gaps('~~', '', '~~'),
  listItem: gaps('(?:[-*+]|\\d+[.)])?(?:\\[[xX]?\\])?', '', ''),
  footnoteDefinition: gaps('\\[\\^[^\\]]+\\]:', '', ''),
  link: gaps('[[<]?', '', '>|\\]\\(.*\\)|'),
  linkReference: gaps('\\[', '', '\\](?:\\[.*\\])?'),
  table: gaps('', '[|:-]*', '[|:-]*'),
  tableRow: gaps('\\|?', '\\|?', '\\|?'),
  tableCell: gaps('\\|?', '', '\\|?'),
}

function gaps(lead: string, between = lead, tail = lead) {
  const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`, 's')
  return { lead: whole(lead), between: whole(between), tail: whole(tail) }
}

/** @param tree as it was parsed, before anything was cleaned */
export function refuseUnread(tree: Root, text: string, refusals: Refusals): void {
  look(tree)

  function look(node: Nodes): void {
    if (!('children' in node)) return
    const markup = MARKUP[node.type]
    const start = node.type === 'root' ? 0 : node.position?.start.offset
    const end = node.type === 'root' ? text.length : node.position?.end.offset
    if (markup && start !== undefined && end !== undefined) {
      let from = start
      node.children.forEach((child, index) => {
        const next = child.position?.start.offset ?? from
        refuse(from, next, index === 0 ? markup.lead : markup.between)
        from = child.position?.end.offset ?? next
      })
      if (node.children.length > 0) refuse(from, end, markup.tail)
    }
    for (const child of node.children) look(child as Nodes)
  }

  function refuse(from: number, to: number, allowed: RegExp): void {
    const written = text.slice(from, to)
    if (allowed.test(written.replaceAll(/[\s>\uFEFF]/g, '')) || allowed.test(written.trim())) return
    const solid = /[^\s>]/.exec(written)?.index ?? 0
    refusals.add('lost', place(text, from + solid), { text: written.trim().slice(0, 60) })
  }
}

/**
 * @param tree as it was parsed
 * @param page as Markdown became elements, before formulas and code are drawn
 */
export function refuseUnshown(tree: Root, page: Page, refusals: Refusals): void {
  const shown = new Map<number, string>()
  note(page, undefined)
  look(tree)

  /** The signs of the page by the place they come from; a text without a place has its element's. */
  function note(node: Page | Page['children'][number], above: number | undefined): void {
    const own = node.position?.start.offset ?? above
    if (node.type === 'text' && own !== undefined) shown.set(own, (shown.get(own) ?? '') + signs(node.value))
    if ('children' in node) for (const child of (node as Element).children) note(child, own)
  }

  function look(node: Nodes): void {
    if ('children' in node) {
      for (const child of node.children) look(child as Nodes)
      return
    }
    const at = node.position?.start
    if (!isSeen(node) || at?.offset === undefined) return
    if (!(shown.get(at.offset) ?? '').includes(signs(node.value)))
      refusals.add('lost', at, { text: node.value.trim().slice(0, 60) })
  }
}

type Seen = Extract<Nodes, { type: 'text' | 'inlineCode' | 'inlineMath' | 'math' | 'code' }>

/** Checks and solutions are no part of the page. */
function isSeen(node: Nodes): node is Seen {
  if (node.type === 'code') return !isKept(node)
  return ['text', 'inlineCode', 'inlineMath', 'math'].includes(node.type)
}

const isKept = ({ meta }: Code): boolean => /^\s*(?:check|solution)\b/.test(meta ?? '')

const signs = (value: string): string => value.replaceAll(/\s/g, '')
