/**
 * The Markdown tree → the same tree with only what a lesson may hold, and its parts. Every node type is named: one
 * that a future parser adds is refused until somebody decides about it. Refused nodes are left out, so that the
 * rest is still checked and an author sees all mistakes at once.
 */
import type { Code, Parent, Root, RootContent } from 'mdast'
import type { TermWords } from '../glossary/glossary'
import { blockRule, isBlockName } from './blocks'
import { findCodeFault } from './code-syntax'
import { readDiagram } from './diagram'
import { type At, emptyParts, type Parts } from './draft'
import { type Fence, readFence } from './fences'
import type { Literal } from './literal'
import type { Refusals } from './refusals'
import { readTag, type ReadTag, type Tag, writeTag } from './tags'
import { readUrl } from './urls'

type Surroundings = {
  /** Only the page itself, or `<Steps>` and its list, are around. */
  top: boolean
  /** `<Steps>` is around. */
  steps: boolean
  /** Inside a sentence. */
  text: boolean
}

export function cleanTree(
  tree: Root,
  text: string,
  refusals: Refusals,
  terms?: TermWords,
): { tree: Root; parts: Parts } {
  const parts = emptyParts()
  const children = cleanAll(tree.children, { top: true, steps: false, text: false })
  return { tree: { type: 'root', children }, parts }

  function cleanAll(nodes: RootContent[], around: Surroundings): RootContent[] {
    return nodes.flatMap((node) => clean(node, around))
  }

  function keep<T extends Parent & RootContent>(node: T, around: Surroundings): RootContent[] {
    return [{ ...node, children: cleanAll(node.children, around) } as RootContent]
  }

  function clean(node: RootContent, around: Surroundings): RootContent[] {
    const at = node.position?.start
    switch (node.type) {
      case 'text':
      case 'break':
      case 'inlineCode':
      case 'inlineMath':
      case 'thematicBreak':
      case 'footnoteReference':
      case 'linkReference':
        return 'children' in node ? keep(node, { ...around, text: true }) : [node]
      case 'math': {
        if (node.meta) refusals.add('math-line', at, { text: node.meta.slice(0, 60) })
        else if (!isClosed(node)) refusals.add('math-unclosed', at)
        else return [node]
        return []
      }
      case 'yaml':
        return []
      case 'heading':
        if (node.depth === 1 || node.depth > 4) refusals.add('heading', at)
        return keep(node, { ...around, top: false, text: true })
      case 'paragraph': {
        const alone = unwrap(node.children)
        if (alone) return cleanAll(alone, around)
        const only = node.children.length === 1 ? node.children[0] : undefined
        if (only?.type === 'inlineMath' && text.startsWith('$$', only.position?.start.offset)) {
          const data = {
            hName: 'span',
            hProperties: { className: ['math-display'] },
            hChildren: [{ type: 'text' as const, value: only.value }],
          }
          return [{ ...only, type: 'math', data }]
        }
        return keep(node, { ...around, text: true })
      }
      case 'emphasis':
      case 'strong':
      case 'delete':
        return keep(node, { ...around, text: true })
      case 'list':
      case 'listItem':
        return keep(node, { ...around, top: around.top && around.steps })
      case 'blockquote':
      case 'footnoteDefinition':
        return keep(node, { ...around, top: false, text: false })
      case 'table':
      case 'tableRow':
      case 'tableCell':
        return keep(node, { ...around, top: false, text: true })
      case 'link':
      case 'definition': {
        const target = readUrl(node.url)
        if (!target) refusals.add('url', at, { url: node.url.slice(0, 80) })
        if (target?.kind === 'lesson' && at) parts.links.push({ to: target.to, at })
        if (node.type === 'definition') return target ? [node] : []
        return keep(target ? node : { ...node, url: '#' }, { ...around, text: true })
      }
      case 'code':
        return cleanFence(node, around)
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        return cleanTag(node, around)
      case 'mdxjsEsm':
        refusals.add('esm', at)
        return []
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        // A comment has no statement.
        if (node.data?.estree?.body.length !== 0) refusals.add('expression', at)
        return []
      case 'image':
      case 'imageReference':
        refusals.add('image', at)
        return []
      case 'html':
        refusals.add('html', at)
        return []
      default: {
        const unknown: never = node
        refusals.add('html', (unknown as RootContent).position?.start)
        return []
      }
    }
  }

  /** A fence or a formula without its last line swallows the rest of the page. */
  function isClosed(node: RootContent): boolean {
    const lines = text.slice(node.position?.start.offset, node.position?.end.offset).split('\n')
    return lines.length > 1 && /^[\s>]*(?:`{3,}|~{3,}|\${2,})\s*$/.test(lines.at(-1) ?? '')
  }

  function cleanTag(tag: Tag, around: Surroundings): RootContent[] {
    const at = tag.position?.start
    const found = readTag(tag, refusals)
    if (!found || !at) return []
    const rule = blockRule(found.name)
    const inSentence = tag.type === 'mdxJsxTextElement'
    if (rule.place === 'line' && (inSentence || around.text))
      refusals.add('tag-in-sentence', at, { name: found.name })
    if (rule.place === 'text' && !inSentence) refusals.add('tag-not-in-sentence', at, { name: found.name })
    if (rule.top && !around.top) refusals.add('not-at-top', at, { name: `<${found.name}>` })
    if (rule.children === 'none' && tag.children.length > 0)
      refusals.add('tag-not-empty', at, { name: found.name })
    if (rule.children === 'needed' && isEmpty(tag)) refusals.add('tag-empty', at, { name: found.name })
    note(found, at)
    const steps = found.name === 'Steps'
    const inside: Surroundings = { top: around.top && steps, steps, text: inSentence }
    const children = cleanAll(tag.children as RootContent[], inside)
    const written = writeTag(found, added(found, inSentence))
    return [{ ...written, type: tag.type, position: tag.position, children } as RootContent]
  }

  /** What a component needs to know that its author does not write: see `BlockExtras`. */
  function added({ name, attributes }: ReadTag, inline: boolean): Record<string, Literal> {
    if (name === 'Note') return { inline }
    if (name === 'Term') return wordsOf(attributes)
    if (name !== 'Hint') return {}
    return { step: parts.hints.filter((hint) => hint.for === attributes.for).length }
  }

  /** What the glossary says, unless the author says it in other words. */
  function wordsOf(attributes: ReadTag['attributes']): Record<string, Literal> {
    const id = String(attributes.id)
    const known = terms && Object.hasOwn(terms, id) ? terms[id] : {}
    return { ...known, ...attributes }
  }

  function note({ name, attributes }: ReadTag, at: { line: number; column: number }): void {
    const text = (attribute: string) => String(attributes[attribute])
    switch (name) {
      case 'Cell': {
        const title = attributes.title === undefined ? {} : { title: text('title') }
        parts.cells.push({ id: text('id'), ...title, at })
        return
      }
      case 'Submit':
        parts.submits.push({ check: text('check'), at })
        return
      case 'Hint':
        parts.hints.push({ for: text('for'), at })
        return
      case 'Erratum':
        if (attributes.cell !== undefined) parts.proofs.push({ cell: text('cell'), at })
        return
      case 'Figure':
        parts.figures.push({ src: text('src'), at })
        return
      case 'Term':
        if (terms && attributes.id !== undefined && !Object.hasOwn(terms, text('id'))) {
          const near = Object.keys(terms).filter((id) => id[0] === text('id')[0])
          refusals.add('term-unknown', at, { id: text('id'), known: near.join(' ') || '—' })
        }
        return
      case 'Callout':
      case 'Note':
      case 'Steps':
      case 'Diagram':
        return
    }
  }

  function cleanFence(code: Code, around: Surroundings): RootContent[] {
    const at = code.position?.start
    const fence = readFence(code.lang, code.meta)
    if (Array.isArray(fence)) {
      for (const { code: fault, params } of fence) refusals.add(fault, at, params)
      return []
    }
    if (!at) return []
    if (!isClosed(code)) {
      refusals.add('fence-unclosed', at, {
        fence: text.slice(code.position?.start.offset).match(/^[`~]+/)?.[0] ?? '```',
      })
      return []
    }
    if (code.value.trim() === '') refusals.add('fence-empty', at)
    if (fence.role === 'static') return [{ ...code, lang: fence.language, meta: null }]
    if (fence.role === 'diagram') return cleanDiagram(code, fence, at)
    if (!around.top) refusals.add('not-at-top', at, { name: `ts ${fence.role}` })
    const fault = findCodeFault(code.value)
    // The fence's own line comes before the code's first.
    if (fault)
      refusals.add(
        'code-syntax',
        { line: at.line + fault.line, column: fault.column },
        { reason: fault.reason },
      )
    const source = code.value
    switch (fence.role) {
      case 'cell': {
        const { role: _, ...cell } = fence
        parts.cells.push({ ...cell, starter: source, at })
        const written = writeTag({ name: 'Cell', attributes: cell }, {})
        const child: Code = { type: 'code', lang: 'ts', value: source }
        return [{ ...written, position: code.position, children: [child] }]
      }
      case 'check':
        parts.checks.push({
          id: fence.id,
          for: fence.for,
          source,
          at,
          ...(fence.size && { size: fence.size }),
        })
        return []
      case 'solution':
        parts.solutions.push({ for: fence.for, source, at })
        return []
    }
  }

  /** Its lines go on as text: `page.ts` draws them. */
  function cleanDiagram(code: Code, fence: Extract<Fence, { role: 'diagram' }>, at: At): RootContent[] {
    const { role: _, ...attributes } = fence
    const found = readDiagram(code.value)
    if (Array.isArray(found)) {
      for (const { code: fault, line, params } of found)
        refusals.add(fault, { line: at.line + line, column: 1 }, params)
      return []
    }
    parts.diagrams.push({ id: attributes.id, at })
    const written = writeTag({ name: 'Diagram', attributes }, {})
    const child: Code = { type: 'code', lang: 'text', value: code.value }
    return [{ ...written, position: code.position, children: [child] }]
  }
}

/** Tags written on one line, `<Hint for="a">…</Hint>`, are sentences to the parser; here they get their own lines. */
function unwrap(children: RootContent[]): RootContent[] | undefined {
  const solid = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const lines = solid.every((child) => {
    if (child.type === 'mdxTextExpression') return true
    return child.type === 'mdxJsxTextElement' && isLineTag(child.name ?? '')
  })
  if (!lines || solid.length === 0) return undefined
  return solid.map((child) => {
    if (child.type !== 'mdxJsxTextElement') return child
    const inside = child.children.length > 0 ? [{ type: 'paragraph' as const, children: child.children }] : []
    return { ...child, type: 'mdxJsxFlowElement', children: inside } as RootContent
  })
}

const isLineTag = (name: string): boolean => isBlockName(name) && blockRule(name).place !== 'text'

function isEmpty(node: { children?: unknown[] }): boolean {
  return (node.children ?? []).every((child) => {
    const part = child as { type: string; value?: string; children?: unknown[] }
    if (part.type === 'text') return part.value?.trim() === ''
    if (part.type === 'paragraph') return isEmpty(part)
    return part.type === 'mdxTextExpression' || part.type === 'mdxFlowExpression'
  })
}
