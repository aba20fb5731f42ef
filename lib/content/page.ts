/** The cleaned Markdown → what is drawn: headings with ids, formulas, coloured code, figures, links that exist. */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { Root as Markdown } from 'mdast'
import rehypeSlug from 'rehype-slug'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import type { Locale } from '../curriculum/ids'
import { cellAnchor } from './anchors'
import type { TocEntry } from './compiled'
import { refuseUnshown } from './complete'
import { readDiagram } from './diagram'
import { drawDiagram } from './diagram-draw'
import { readFormula } from './formula'
import { highlightCode, type Language, LANGUAGES } from './highlight'
import { place } from './place'
import { keepNumbers, keepPunctuation } from './punctuation'
import type { Refusals } from './refusals'
import { readFigure } from './svg'
import { textOf } from './tree'
import { readUrl } from './urls'

/** Before every id, so that a heading called "location" does not shadow `window.location`. */
const HEADING = 'section-'
const FOOTNOTES = {
  zh: { label: '脚注', back: (n: number) => `回到正文第 ${n + 1} 处` },
  en: { label: 'Footnotes', back: (n: number) => `Back to reference ${n + 1}` },
} as const satisfies Record<Locale, unknown>

export type Figures = Record<string, string>

export type PageSource = {
  /** The whole file, to place a mistake inside a formula. */
  text: string
  /** The tree as it was parsed, to see that nothing of it is missing. */
  parsed: Markdown
  locale: Locale
  /** File name → SVG text. */
  figures: Figures
}

export function layOut(
  markdown: Markdown,
  { text, parsed, locale, figures }: PageSource,
  refusals: Refusals,
): { tree: Root; toc: TocEntry[] } {
  const tree = unified()
    .use(remarkRehype, {
      passThrough: ['mdxJsxFlowElement', 'mdxJsxTextElement'],
      clobberPrefix: 'foot-',
      footnoteLabel: FOOTNOTES[locale].label,
      footnoteBackLabel: FOOTNOTES[locale].back,
    })
    .use(rehypeSlug, { prefix: HEADING })
    .runSync(markdown) as Root
  // What was refused is left out of the tree; only of the rest may nothing be missing.
  if (refusals.list.length === 0) refuseUnshown(parsed, tree, refusals)

  const toc: TocEntry[] = []
  const anchors = new Set<string>()
  const cells = new Set<string>()
  visit(tree, 'element', (node) => {
    const depth = /^h([2-4])$/.exec(node.tagName)?.[1]
    const id = String(node.properties.id ?? '')
    if (!depth || !id.startsWith(HEADING)) return
    anchors.add(id)
    toc.push({ id, depth: Number(depth), text: textOf(node).trim() })
  })

  visit(tree, 'mdxJsxFlowElement', (node) => {
    if (node.name !== 'Cell') return
    const id = node.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === 'id')?.value
    cells.add(cellAnchor(String(id)))
  })

  let drawings = 0
  visit(tree, (node, index, parent) => {
    if (!parent || index === undefined) return undefined
    if (node.type === 'mdxJsxFlowElement' && node.name === 'Figure') {
      const src = node.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'src')?.value
      node.children = figure(String(src), node.position?.start)
      return SKIP
    }
    if (node.type === 'mdxJsxFlowElement' && node.name === 'Diagram') {
      const diagram = readDiagram(textOf(node).trimEnd())
      node.children = Array.isArray(diagram) ? [] : drawDiagram(diagram)
      return SKIP
    }
    if (node.type !== 'element') return undefined
    if (node.tagName === 'a') return link(node)
    const replacement = drawn(node)
    if (!replacement) return undefined
    ;(parent as Element).children.splice(index, 1, ...replacement)
    return [SKIP, index + replacement.length]
  })
  keepPunctuation(tree)
  keepNumbers(tree)
  return { tree, toc }

  function drawn(node: Element): ElementContent[] | undefined {
    const code = node.tagName === 'pre' ? node.children[0] : node
    if (code?.type !== 'element') return undefined
    const classes = Array.isArray(code.properties.className) ? code.properties.className : []
    const display = classes.includes('math-display')
    if (display || classes.includes('math-inline')) return formula(textOf(code), display, node)
    if (node.tagName !== 'pre') return undefined
    const language = String(classes[0] ?? '').replace('language-', '')
    // The fence's last newline is Markdown's, not the code's.
    return [highlightCode(textOf(code).replace(/\n$/, ''), isLanguage(language) ? language : 'text')]
  }

  function formula(source: string, display: boolean, node: Element): ElementContent[] {
    const result = readFormula(source, display)
    if (result.ok) return result.children
    const start = node.position?.start.offset
    const inside = start === undefined ? -1 : text.indexOf(source, start)
    const at = inside < 0 ? node.position?.start : place(text, inside + result.fault.offset)
    refusals.add(result.fault.code, at, result.fault.params)
    return []
  }

  function link(node: Element): undefined {
    const href = String(node.properties.href ?? '')
    const generated = 'dataFootnoteRef' in node.properties || 'dataFootnoteBackref' in node.properties
    if (href.startsWith('https:')) node.properties.rel = ['noreferrer']
    if (!href.startsWith('#') || href === '#' || generated) return
    const target = readUrl(href)
    const anchor = target?.kind === 'anchor' ? target.anchor : href
    if (cells.has(anchor)) return
    if (anchors.has(HEADING + anchor)) {
      node.properties.href = `#${HEADING}${anchor}`
    } else {
      const headings = [...anchors].map((id) => id.slice(HEADING.length))
      const known = [...headings, ...cells].map((id) => `#${id}`).join(' ') || '—'
      refusals.add('dead-anchor', node.position?.start, { anchor, known })
    }
  }

  function figure(name: string, at: { line: number; column: number } | undefined): RootContent[] & Element[] {
    const source = Object.hasOwn(figures, name) ? figures[name] : undefined
    if (source === undefined) {
      const known = Object.keys(figures).join(' ') || '—'
      refusals.add('figure-missing', at, { name, known })
      return []
    }
    const file = refusals.file.replace(/[^/]*$/, name)
    const result = readFigure(file, source, `figure-${++drawings}`)
    refusals.list.push(...result.refusals)
    return result.svg ? [result.svg] : []
  }
}

const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name)
