import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readText } from '../content/read-text'
import type { CompiledLesson } from '../content/compiled'
import { passagesOf } from './passages'

const folder = join(import.meta.dirname, '../content/fixtures/lessons/whole')
const figures = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
)

function passages() {
  const text = readFileSync(join(folder, 'zh.mdx'), 'utf8')
  const outcome = readText({ file: 'zh.mdx', locale: 'zh', text, figures })
  if (!outcome.ok) throw new Error('The fixture was refused.')
  const texts = { title: '标题', summary: '提要', objectives: ['目标一'] }
  const lesson = { id: 'whole', text: { zh: texts, en: texts } } as CompiledLesson['lesson']
  const cells = [{ id: 'train', title: '训练', starter: 'const a = 1\n\nawait model.fit(a)' }]
  return passagesOf({ lesson, locale: 'zh', tree: outcome.draft.tree, cells })
}

it('finds title, objectives, headings, prose, formulas and code, each with its place', () => {
  const found = passages()
  expect(found[0]).toEqual({ lesson: 'whole', kind: 'title', anchor: '', under: '标题', text: '标题' })
  expect(new Set(found.map(({ kind }) => kind))).toEqual(
    new Set(['title', 'prose', 'heading', 'formula', 'code']),
  )
  expect(found.filter(({ kind }) => kind === 'code').map(({ text, anchor }) => [text, anchor])).toEqual([
    ['const a = 1', 'cell-train'],
    ['await model.fit(a)', 'cell-train'],
  ])
})

it('says nothing of hints and solutions', () => {
  const source = readFileSync(join(folder, 'zh.mdx'), 'utf8')
  const hints = [...source.matchAll(/<Hint[^>]*>([\s\S]*?)<\/Hint>/g)].map(([, text]) => text!.trim())
  expect(hints.length).toBeGreaterThan(0)
  const said = passages().map(({ text }) => text)
  for (const hint of hints) expect(said).not.toContain(hint)
})
