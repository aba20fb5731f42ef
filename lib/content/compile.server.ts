/** One lesson folder → compiled pages, or all its refusals. The same path for lessons from git and from a browser. */
import 'server-only'
import { wordsIn } from '../glossary/glossary'
import { glossary } from '../glossary/glossary.server'
import { readCheckFiles } from './check-files.server'
import { digest } from './compiler.server'
import type { ChineseDraft } from './draft'
import type { LessonFolder } from './folders.server'
import { type JoinOutcome, joinTexts } from './join'
import type { TextPool } from './pool.server'
import { Refusals } from './refusals'

export async function compileFolder(
  folder: LessonFolder,
  pool: TextPool,
  hash: string,
): Promise<JoinOutcome> {
  const { path, place, texts, figures, checkFiles } = folder
  const [zh, en] = await Promise.all([read('zh'), read('en')])
  if (!zh.ok || !en.ok) {
    return { ok: false, refusals: [zh, en].flatMap((outcome) => (outcome.ok ? [] : outcome.refusals)) }
  }
  if (!isChinese(zh.draft)) throw new Error(`${path}/zh.mdx was read as a translation`)
  const checked = readCheckFiles(path, zh.draft.head.spec.checks, checkFiles)
  const joined = joinTexts(
    place,
    { zh: zh.draft, en: en.draft },
    hash,
    checked.ok ? checked.files : undefined,
  )
  if (checked.ok) return joined
  return { ok: false, refusals: [...checked.refusals, ...(joined.ok ? [] : joined.refusals)] }

  async function read(locale: 'zh' | 'en') {
    const file = `${path}/${locale}.mdx`
    const text = texts[locale]
    if (text !== undefined)
      return pool.read({ file, locale, text, figures, terms: wordsIn(glossary(), locale) })
    const refusals = new Refusals(file)
    refusals.add('translation-missing', undefined, { file: `${locale}.mdx` })
    return { ok: false as const, refusals: refusals.list }
  }
}

const isChinese = (draft: { head: { locale: string } }): draft is ChineseDraft => draft.head.locale === 'zh'

/** Of everything a lesson's pages depend on. */
export function hashFolder(
  { path, place, texts, figures, checkFiles }: LessonFolder,
  compiler: string,
): string {
  const files = Object.entries({ ...texts, ...figures, ...checkFiles }).flat()
  return digest([compiler, JSON.stringify(glossary()), path, JSON.stringify(place), ...files])
}
