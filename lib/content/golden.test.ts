/** Folders of input beside the output we expect. A new case is a new file; read its output before keeping it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { LOCALES } from '../curriculum/ids'
import type { ChineseDraft, Draft } from './draft'
import { joinTexts } from './join'
import { readText } from './read-text'
import { explain, type Refusal, REFUSAL_CODES, type RefusalCode } from './refusals'
import { outline } from './fixtures/outline'

const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url))
const TEXTS = join(FIXTURES, 'texts')
const LESSONS = join(FIXTURES, 'lessons')
const TERMS = { softmax: { zh: '柔性最大', en: 'softmax', means: 'Scores to probabilities.' } }
const seen = new Set<RefusalCode>()

const say = (refusals: Refusal[]): string => {
  for (const { code } of refusals) seen.add(code)
  return refusals.map((refusal) => `${explain(refusal, 'en')}\n${explain(refusal, 'zh')}\n`).join('\n')
}

const drawings = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.svg'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

test.for(readdirSync(TEXTS).filter((name) => name.endsWith('.mdx')))('text %s', async (name) => {
  const text = readFileSync(join(TEXTS, name), 'utf8')
  const outcome = readText({ file: name, locale: 'en', text, figures: drawings(TEXTS), terms: TERMS })
  const said = outcome.ok ? outline(outcome.draft.tree) : say(outcome.refusals)
  await expect(said).toMatchFileSnapshot(join(TEXTS, name.replace('.mdx', '.txt')))
})

test.for(readdirSync(LESSONS))('lesson %s', async (name) => {
  const folder = join(LESSONS, name)
  const figures = drawings(folder)
  const drafts: Draft[] = LOCALES.map((locale) => {
    const text = readFileSync(join(folder, `${locale}.mdx`), 'utf8')
    const outcome = readText({ file: `${locale}.mdx`, locale, text, figures })
    if (!outcome.ok) throw new Error(say(outcome.refusals))
    return outcome.draft
  })
  const place = { id: name, stage: 'practice', module: 'projects', order: 0 } as const
  const joined = joinTexts(place, { zh: drafts[0] as ChineseDraft, en: drafts[1]! }, 'hash')
  const said = joined.ok
    ? LOCALES.map((locale) => `${locale}\n${outline(joined.compiled[locale].tree)}`).join('\n')
    : say(joined.refusals)
  await expect(said).toMatchFileSnapshot(join(folder, 'expected.txt'))
})

/** Said by the build, not by a text: see `build.test.ts`, `pool.test.ts`, `scripts/content-code.test.ts` and
 * `lib/curriculum/catalog.test.ts`. What Markdown would
 * swallow is in `mistakes.test.ts`, and a Chinese page without Chinese in `language.test.ts`. `html` cannot be written in MDX; nothing known to us is `lost`; only the parser's development build has the
 * assertions behind `unreadable`, see `fuzz.test.ts`. */
const ELSEWHERE: RefusalCode[] = [
  'catalog-missing',
  'cell-by-id',
  'challenge',
  'check-file-missing',
  'check-file-unused',
  'code-format',
  'code-lint',
  'code-types',
  'dead-link',
  'dataset-open',
  'dataset-unknown',
  'definition-twice',
  'definition-unused',
  'directive',
  'dollar',
  'emphasis-in-word',
  'fence-unclosed',
  'figure-cost',
  'figure-large',
  'figure-unused',
  'file-large',
  'file-unused',
  'heading-closed',
  'heading-underline',
  'link-title',
  'list-indent',
  'list-number',
  'lost',
  'math-line',
  'math-unclosed',
  'page-not-chinese',
  'price',
  'reference-unknown',
  'table-cells',
  'table-rule',
  'folder',
  'html',
  'lesson-elsewhere',
  'lesson-planned-twice',
  'lesson-repeated',
  'lesson-twice',
  'lesson-unknown',
  'lesson-unlisted',
  'requires-circle',
  'requires-later',
  'requires-unknown',
  'role-repeated',
  'html-tag',
  'too-large',
  'too-much',
  'too-slow',
  'translation-missing',
  'unreadable',
  'yaml-field',
  'yaml-name',
  'yaml-syntax',
]

test('every refusal has a case', () => {
  expect(REFUSAL_CODES.filter((code) => !seen.has(code) && !ELSEWHERE.includes(code))).toEqual([])
})
