/**
 * Whether words are in the language of their page. A page that was copied and never translated reads well to its
 * author and to no reader, so the gate asks. Quoted data in another language is a word here and a line there, and passes.
 */
import type { Nodes, Root } from 'mdast'
import type { Locale } from '../curriculum/ids'
import type { TranslationSpec } from '../curriculum/lesson'
import type { At } from './draft'
import type { Refusals } from './refusals'

const HAN = /\p{Script=Han}/gu
const LATIN = /\p{Script=Latin}/gu

/** Han characters among the letters that English may hold as quotations. */
const QUOTED = 0.3
/** Fewer are a name, a label or a token, and prove nothing. */
const FEW = 4
/** Letters of a Chinese page that are Han, at the least: code names and terms take up the rest. */
const CHINESE = 0.2
/** Letters below which a page is too short to tell. */
const SHORT = 200

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0

/** Of a text that an English reader should be able to read. */
export function isChinese(text: string): boolean {
  const han = count(text, HAN)
  return han >= FEW && han > QUOTED * (han + count(text, LATIN))
}

/** Of a whole page in Chinese. */
const isForeign = (text: string): boolean => {
  const [han, latin] = [count(text, HAN), count(text, LATIN)]
  return han + latin >= SHORT && han < CHINESE * (han + latin)
}

/** What a reader reads as a sentence or a label of its own. */
const BLOCKS = new Set<string>(['paragraph', 'heading', 'tableCell'])

/** Of the head of a translation. */
export function refuseHead(spec: TranslationSpec, places: Record<string, At>, refusals: Refusals): void {
  const words = { title: [spec.title], summary: [spec.summary], objectives: spec.objectives }
  for (const [field, texts] of Object.entries(words))
    for (const text of texts)
      if (isChinese(text)) refusals.add('words-chinese', places[field], { text: text.slice(0, 40) })
}

export function refuseLanguage(tree: Root, locale: Locale, refusals: Refusals): void {
  const blocks = collect(tree)
  if (locale === 'zh') {
    if (isForeign(blocks.map(({ text }) => text).join(' '))) refusals.add('page-not-chinese', undefined)
    return
  }
  for (const { text, node } of blocks)
    if (isChinese(text))
      refusals.add('words-chinese', node.position?.start, { text: text.trim().slice(0, 40) })
}

type Block = { text: string; node: Nodes }

function collect(node: Nodes): Block[] {
  const own = [...attributesOf(node), ...(BLOCKS.has(node.type) ? [wordsOf(node)] : [])]
  const within = 'children' in node ? node.children.flatMap((child) => collect(child as Nodes)) : []
  return [...own.map((text) => ({ text, node })), ...within]
}

/** Without code and formulas, whose letters are nobody's language. */
function wordsOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map((child) => wordsOf(child as Nodes)).join('') : ''
}

/** Of a term: what it is called in Chinese. */
const CHINESE_ON_PURPOSE = 'zh'

/** Titles, captions and descriptions of tags and fences. */
function attributesOf(node: Nodes): string[] {
  if (node.type === 'code')
    return [...(node.meta ?? '').matchAll(/="([^"]*)"/g)].map(([, text]) => text ?? '')
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return []
  return node.attributes.flatMap((attribute) =>
    attribute.type === 'mdxJsxAttribute' &&
    attribute.name !== CHINESE_ON_PURPOSE &&
    typeof attribute.value === 'string'
      ? [attribute.value]
      : [],
  )
}
