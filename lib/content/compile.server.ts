/** One lesson folder → compiled pages, or all its refusals. The same path for lessons from git and from a browser. */
import 'server-only'
import { DATASETS, isDataset, recipeOf } from '../datasets/recipes'
import { wordsIn } from '../glossary/glossary'
import { glossary } from '../glossary/glossary.server'
import { readCheckFiles } from './check-files.server'
import { digest } from './compiler.server'
import type { ChineseDraft, Draft } from './draft'
import type { LessonFolder } from './folders.server'
import { type JoinOutcome, joinTexts } from './join'
import type { TextPool } from './pool.server'
import { type Refusal, Refusals } from './refusals'

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
  const unknown = [...refuseDatasets(zh.draft), ...refuseUnused(folder, [zh.draft, en.draft])]
  const checked = readCheckFiles(path, zh.draft.head.spec.checks, checkFiles, zh.draft.places)
  const joined = joinTexts(
    place,
    { zh: zh.draft, en: en.draft },
    hash,
    checked.ok ? checked.files : undefined,
  )
  if (checked.ok && unknown.length === 0) return joined
  return {
    ok: false,
    refusals: [...unknown, ...(checked.ok ? [] : checked.refusals), ...(joined.ok ? [] : joined.refusals)],
  }

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

/** The sets a lesson names, and that a model can be scored on where a check does so. */
function refuseDatasets({ file, head, places }: ChineseDraft): Refusal[] {
  const refusals = new Refusals(file)
  for (const name of head.spec.datasets)
    if (!isDataset(name))
      refusals.add('dataset-unknown', places['datasets'], { name, known: DATASETS.join(' ') })
  const hidden = DATASETS.filter((name) => recipeOf(name).hidden !== undefined)
  head.spec.checks.forEach((check, index) => {
    if (check.kind !== 'model') return
    const at = places[`checks.${index}.dataset`]
    if (!isDataset(check.dataset))
      refusals.add('dataset-unknown', at, { name: check.dataset, known: hidden.join(' ') })
    else if (!hidden.includes(check.dataset))
      refusals.add('dataset-open', at, { name: check.dataset, id: check.id, known: hidden.join(' ') })
  })
  return refusals.list
}

/** A picture that no text shows, or a file that is no part of a lesson, is a slip of a name or was forgotten. */
function refuseUnused({ path, figures, others }: LessonFolder, drafts: readonly Draft[]): Refusal[] {
  const shown = new Set(drafts.flatMap((draft) => draft.figures.map(({ src }) => src)))
  const refuse = (name: string, code: 'figure-unused' | 'file-unused') => {
    const refusals = new Refusals(`${path}/${name}`)
    refusals.add(code, undefined, { name })
    return refusals.list
  }
  return [
    ...Object.keys(figures).flatMap((name) => (shown.has(name) ? [] : refuse(name, 'figure-unused'))),
    ...others.flatMap((name) => refuse(name, 'file-unused')),
  ]
}

/** Of everything a lesson's pages depend on. */
export function hashFolder(
  { path, place, texts, figures, checkFiles, others }: LessonFolder,
  compiler: string,
): string {
  const files = Object.entries({ ...texts, ...figures, ...checkFiles }).flat()
  return digest([
    compiler,
    JSON.stringify(glossary()),
    path,
    JSON.stringify(place),
    JSON.stringify(others),
    ...files,
  ])
}
