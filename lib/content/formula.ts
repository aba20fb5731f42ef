/** LaTeX → HTML and MathML by KaTeX, which trusts nothing: no links, no classes, no endless macros, no giant rules. */
import type { ElementContent, Root } from 'hast'
import type { ParseError } from 'katex'
import rehypeKatex from 'rehype-katex'
import { VFile } from 'vfile'
import { findReach } from './formula-reach'
import { formulaReason } from './formula-reasons'
import { LIMITS } from './limits'
import type { Params, RefusalCode } from './refusals'

export type FormulaFault = {
  code: RefusalCode
  params: Params
  /** Characters into the formula. */ offset: number
}

export function readFormula(
  source: string,
  display: boolean,
): { ok: true; children: ElementContent[] } | { ok: false; fault: FormulaFault } {
  const bytes = Buffer.byteLength(source)
  if (bytes > LIMITS.formula) {
    const params = { bytes, limit: LIMITS.formula }
    return { ok: false, fault: { code: 'formula-large', params, offset: 0 } }
  }
  const deep = findDeep(source)
  if (deep >= 0)
    return { ok: false, fault: { code: 'too-deep', params: { limit: LIMITS.braces }, offset: deep } }
  const accident = findAccident(source)
  if (accident)
    return {
      ok: false,
      fault: { code: 'formula', params: { reason: accident.reason }, offset: accident.offset },
    }
  const reach = findReach(source, display)
  if (reach) {
    const offset = Math.max(0, source.indexOf(reach.command))
    return { ok: false, fault: { code: 'formula', params: { reason: reach.reason }, offset } }
  }
  let untrusted: string | undefined
  const render = rehypeKatex({
    strict: 'ignore',
    maxExpand: 1000,
    maxSize: 20,
    // Asked for \href, \url, \includegraphics and \html*: always no, and remembered to say so.
    trust: (context) => {
      untrusted ??= context.command
      return false
    },
  })
  const className = ['language-math', display ? 'math-display' : 'math-inline']
  const formula = { type: 'element' as const, tagName: 'span', properties: { className } }
  const root: Root = { type: 'root', children: [{ ...formula, children: [{ type: 'text', value: source }] }] }
  const file = new VFile()
  render(root, file)
  const children = root.children as ElementContent[]
  // A long formula scrolls in its own box, which must take the focus or the keyboard cannot scroll it.
  if (display && children[0]?.type === 'element') children[0].properties['tabIndex'] = 0

  if (untrusted) {
    const offset = Math.max(0, source.indexOf(untrusted))
    return { ok: false, fault: { code: 'formula-command', params: { command: untrusted }, offset } }
  }
  const [message] = file.messages
  if (!message) return { ok: true, children }
  const cause = message.cause as Partial<ParseError> | undefined
  const offset = typeof cause?.position === 'number' ? cause.position : 0
  return {
    ok: false,
    fault: { code: 'formula', params: { reason: formulaReason(bare(cause?.message ?? '')) }, offset },
  }
}

/** What KaTeX would leave out or print in no font of its own, without a word. */
function findAccident(source: string): { offset: number; reason: Record<'zh' | 'en', string> } | undefined {
  const percent = /(?<!\\)(?:\\\\)*%/.exec(source)
  if (percent) return { offset: percent.index, reason: COMMENT }
  const bare = source.replaceAll(
    /\\(?:text\w*|mathrm|operatorname\*?|mbox|textrm|tag\*?)\s*\{[^{}]*\}/g,
    (words) => ' '.repeat(words.length),
  )
  const prose =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u.exec(
      bare,
    )
  return prose ? { offset: prose.index, reason: PROSE } : undefined
}

const COMMENT = {
  zh: '% 之后的内容不会显示。百分号写成 \\%',
  en: 'what follows % is not shown; write \\% for a percent sign',
}
const PROSE = {
  zh: '公式里有汉字或全角标点。公式里的文字写成 \\text{…}；如果 $ 是金额，写成 \\$',
  en: 'it holds Chinese or full-width signs; write \\text{…} for words in a formula, and \\$ if the $ is money',
}

/** Where braces are nested too deeply, or -1: each level is several elements inside each other. */
function findDeep(source: string): number {
  let open = 0
  for (let index = 0; index < source.length; index++) {
    if (source[index] === '{') open++
    if (source[index] === '}') open--
    if (open > LIMITS.braces) return index
  }
  return -1
}

/** Without the excerpt that KaTeX repeats. */
const bare = (message: string): string =>
  message
    .replace(/^KaTeX parse error: /, '')
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, '')
    .slice(0, 200)
