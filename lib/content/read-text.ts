/**
 * One text of a lesson → a draft, or every reason why not. Pure: runs in a worker thread that is ended when it takes
 * too long. Nothing of the text is ever evaluated.
 */
import { LessonSpec, TranslationSpec } from '../curriculum/lesson'
import type { Locale } from '../curriculum/ids'
import type { TermWords } from '../glossary/glossary'
import { refuseAccidents } from './accidents'
import { cleanTree } from './clean'
import { refuseUnread } from './complete'
import { refuseCellMentions } from './cell-mentions'
import type { At, Draft, Head } from './draft'
import { measure } from './extent'
import { readFrontmatter } from './frontmatter'
import { refuseHead, refuseLanguage } from './language'
import { LIMITS } from './limits'
import { type Figures, layOut } from './page'
import { inOrder, type Refusal, Refusals } from './refusals'
import { parseText, refuseText } from './syntax'
import { seal } from './tree'

export type TextSource = {
  /** For refusals, such as `content/stages/03-practice/01-projects/mnist-mlp/zh.mdx`. */
  file: string
  locale: Locale
  text: string
  figures: Figures
  /** What `<Term id="…">` may name; where there is no glossary, an id is taken on trust. */
  terms?: TermWords
}

export type TextOutcome = { ok: true; draft: Draft } | { ok: false; refusals: Refusal[] }

export function readText({ file, locale, text, figures, terms }: TextSource): TextOutcome {
  const refusals = new Refusals(file)
  const refused = (): TextOutcome => ({
    ok: false,
    refusals: inOrder(refusals.list).slice(0, LIMITS.refusals),
  })
  if (refuseText(text, refusals)) return refused()
  const head = readHead(text, locale, refusals)
  const markdown = parseText(text, refusals)
  if (!markdown) return refused()
  // Without a head its lines look like a heading.
  if (!refusals.list.some(({ code }) => code === 'frontmatter-missing'))
    refuseAccidents(markdown, text, refusals)
  if (refusals.list.length === 0) refuseUnread(markdown, text, refusals)
  refuseLanguage(markdown, locale, refusals)
  if (head && head.head.locale !== 'zh') refuseHead(head.head.spec, head.places, refusals)
  const { tree: cleaned, parts } = cleanTree(markdown, text, refusals, terms)
  refuseCellMentions(markdown, new Set(parts.cells.map(({ id }) => id)), refusals)
  const { tree, toc } = layOut(cleaned, { text, parsed: markdown, locale, figures }, refusals)
  if (!head || refusals.list.length > 0) return refused()
  const sealed = seal(tree)
  const bytes = Buffer.byteLength(JSON.stringify(sealed))
  if (bytes > LIMITS.page) {
    refusals.add('too-much', undefined, { kilobytes: Math.ceil(bytes / 1024), limit: LIMITS.page / 1024 })
    return refused()
  }
  return {
    ok: true,
    draft: {
      file,
      ...parts,
      places: head.places,
      tree: sealed,
      toc,
      extent: measure(sealed),
      head: head.head,
    },
  }
}

/** Read apart from the rest, so that a broken tag does not hide a broken head. */
function readHead(
  text: string,
  locale: Locale,
  refusals: Refusals,
): { head: Head; places: Record<string, At> } | undefined {
  const places: Record<string, At> = {}
  const yaml = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text)
  if (yaml?.index !== 0) {
    refusals.add('frontmatter-missing', undefined)
    return undefined
  }
  const source = yaml[1] ?? ''
  if (locale === 'zh') {
    const spec = readFrontmatter(LessonSpec, source, 2, refusals, places)
    return spec && { head: { locale, spec }, places }
  }
  const spec = readFrontmatter(TranslationSpec, source, 2, refusals, places)
  return spec && { head: { locale, spec }, places }
}
