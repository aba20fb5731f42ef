/**
 * The last gate before a tree is stored: whatever went before, only these elements, properties and addresses pass.
 * A lesson that gets here and fails is a bug of ours, so it throws.
 */
import type { Element, ElementContent, Properties, Root, RootContent } from 'hast'
import { isBlockName } from './blocks'
import { readUrl } from './urls'

const PROSE =
  'a blockquote br code del em h2 h3 h4 hr input li ol p pre section span strong sup table tbody td th thead tr ul'
const MATHML =
  'math semantics annotation mrow mi mo mn ms mtext mspace msup msub msubsup mover munder munderover mfrac msqrt ' +
  'mroot mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts'
const SVG =
  'svg g path rect circle ellipse line polyline polygon text tspan defs marker linearGradient radialGradient stop ' +
  'clipPath title desc'
const ELEMENTS = new Set(`${PROSE} ${MATHML} ${SVG}`.split(' '))

const isHandler = (name: string): boolean => /^on/i.test(name)
const FORBIDDEN = new Set([
  'children',
  'dangerouslySetInnerHTML',
  'ref',
  'key',
  'is',
  'srcDoc',
  'src',
  'srcSet',
  'action',
  'formAction',
  'name',
  'target',
  'xLinkHref',
  'xlink:href',
  '__proto__',
])
/** KaTeX sizes and shiki's colours; nothing that loads, and nothing that leaves its place on the page. */
const STYLE = /^(?:[a-z-]+:\s*[\w\s.%#()+,-]*;?\s*)*$/
const LOADS = /url|expression|import|position:\s*(?:fixed|sticky)|behavior|-moz-binding/i

/** The tree without positions and parser's data. @throws Error when it holds what no lesson may */
export function seal(tree: Root): Root {
  return { type: 'root', children: tree.children.flatMap((node) => sealNode(node)) }
}

function sealNode(node: RootContent | ElementContent): ElementContent[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value }]
    case 'element':
      return [sealElement(node)]
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      if (!node.name || !isBlockName(node.name)) throw new Error(`<${node.name}> in a finished lesson`)
      const children = sealChildren(node.children)
      return [{ type: node.type, name: node.name, attributes: node.attributes, children } as ElementContent]
    }
    case 'comment':
    case 'doctype':
      return []
    default:
      throw new Error(`${node.type} in a finished lesson`)
  }
}

const sealChildren = (children: ElementContent[]): ElementContent[] =>
  children.flatMap((node) => sealNode(node))

function sealElement(node: Element): Element {
  if (!ELEMENTS.has(node.tagName)) throw new Error(`<${node.tagName}> in a finished lesson`)
  const properties: Properties = {}
  for (const [name, value] of Object.entries(node.properties)) {
    if (isHandler(name) || FORBIDDEN.has(name)) throw new Error(`${name} in a finished lesson`)
    if (name === 'href') checkHref(node.tagName, String(value))
    if (name === 'style' && (!STYLE.test(String(value)) || LOADS.test(String(value)))) {
      throw new Error(`style "${String(value)}" in a finished lesson`)
    }
    properties[name] = value
  }
  return { type: 'element', tagName: node.tagName, properties, children: sealChildren(node.children) }
}

function checkHref(tagName: string, href: string): void {
  const inside = href.startsWith('#')
  if (!inside && (tagName !== 'a' || !readUrl(href))) throw new Error(`href "${href}" in a finished lesson`)
}

type Texted = { type: string; value?: string; children?: Texted[] }

/** All the text of a node, in order. */
export function textOf(node: Root | RootContent | ElementContent): string {
  const { value, children } = node as Texted
  if (children) return children.map((child) => textOf(child as ElementContent)).join('')
  return value ?? ''
}
