/**
 * One sentence of a quiz or a rubric → what a page shows: Markdown with `code`, *emphasis* and $formulas$, and
 * nothing else. Pure; KaTeX trusts nothing (`formula.ts`), and `seal` closes the set of elements.
 */
import type { Element, ElementContent, Root } from 'hast'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { PhrasingContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Inline, InlineElement } from '../checks/inline'
import { readFormula } from './formula'
import { seal } from './tree'

const parser = unified().use(remarkParse).use(remarkCjkFriendly).use(remarkMath).freeze()

export type InlineFault = { zh: string; en: string }
export type InlineOutcome = { ok: true; inlines: Inline[] } | { ok: false; fault: InlineFault }

class Unreadable extends Error {
  constructor(readonly fault: InlineFault) {
    super(fault.en)
  }
}

export function readInline(text: string): InlineOutcome {
  try {
    const root = parser.parse(text)
    const [paragraph, ...more] = root.children
    if (paragraph?.type !== 'paragraph' || more.length > 0) throw new Unreadable(ONE_SENTENCE)
    const tree: Root = { type: 'root', children: paragraph.children.flatMap(toElements) }
    return { ok: true, inlines: toInlines(seal(tree)) }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.fault }
    throw error
  }
}

const ONE_SENTENCE = {
  zh: '只能是一段文字，不能有标题、列表或代码块；行首的 - 和数字加点会被当成列表',
  en: 'it must be one paragraph without headings, lists or code blocks; a leading - or "1." makes a list',
}
const ONLY_INLINE = {
  zh: '只能用 `代码`、*强调* 和 $公式$；要写 * 或 _ 本身，请在前面加 \\',
  en: 'use only `code`, *emphasis* and $formulas$; write \\* or \\_ for the character itself',
}

function toElements(node: PhrasingContent): ElementContent[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', value: node.value }]
    case 'break':
      return [element('br', [])]
    case 'inlineCode':
      return [element('code', [{ type: 'text', value: node.value }])]
    case 'emphasis':
      return [element('em', node.children.flatMap(toElements))]
    case 'strong':
      return [element('strong', node.children.flatMap(toElements))]
    case 'inlineMath': {
      const formula = readFormula(node.value, false)
      if (formula.ok) return formula.children
      throw new Unreadable(faultOf(formula.fault.params['reason'], node.value))
    }
    default:
      throw new Unreadable(ONLY_INLINE)
  }
}

function faultOf(reason: unknown, source: string): InlineFault {
  const words = typeof reason === 'object' && reason !== null ? (reason as InlineFault) : undefined
  return {
    zh: `公式 $${source}$ 写错了${words ? `：${words.zh}` : ''}`,
    en: `the formula $${source}$ is wrong${words ? `: ${words.en}` : ''}`,
  }
}

const element = (tagName: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children,
})

const FRAGMENT = Symbol('fragment')

/** The properties are those React takes: `className`, `style` as an object, `viewBox`. */
function toInlines(tree: Root): Inline[] {
  const make = (tag: unknown, { children, ...props }: { children?: unknown }): unknown => {
    const parts = (Array.isArray(children) ? children : [children]).filter(
      (part) => part !== undefined,
    ) as Inline[]
    if (tag === FRAGMENT) return parts
    return {
      tag: String(tag),
      ...(Object.keys(props).length > 0 && { props }),
      ...(parts.length > 0 && { children: parts }),
    } satisfies InlineElement
  }
  const runtime = { Fragment: FRAGMENT, jsx: make, jsxs: make, ignoreInvalidStyle: true }
  const made = toJsxRuntime(tree, runtime as unknown as Parameters<typeof toJsxRuntime>[1]) as unknown
  return Array.isArray(made) ? (made as Inline[]) : [made as Inline]
}
