/** Whatever becomes of a lesson's text: reading it ends, never throws, and gives a clean tree or reasons with places. */
import { readFileSync } from 'node:fs'
import { test } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, vi } from 'vitest'
import { HOSTILE } from './fixtures/hostile'
import { findDanger } from './fixtures/inspect'
import { PLAIN } from './fixtures/plain-components'
import { readText } from './read-text'
import { explain } from './refusals'
import { renderLesson } from './render'
import { readFigure } from './svg'

vi.setConfig({ testTimeout: 60_000 })

const read = (name: string) =>
  readFileSync(new URL(`./fixtures/lessons/whole/${name}`, import.meta.url), 'utf8')
const WHOLE = { zh: read('zh.mdx'), en: read('en.mdx') }
const FIGURES = { 'network.svg': read('network.svg') }

const fragment = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...'<>{}[]()`*_$\\|#-=/"\'&;:@!~^\n\t \u0000\u202e'),
  fc.constantFrom(
    '</',
    '/>',
    '```',
    '$$',
    '---',
    '> ',
    '<Cell id="model" />',
    '<Callout kind="tip">',
    '</Callout>',
    '{/*',
    '*/}',
    '![',
    '](',
  ),
  fc.constantFrom(
    ...HOSTILE.map(({ text }) => text.slice(text.lastIndexOf('---\n') + 4)).filter(
      (text) => text.length < 300,
    ),
  ),
)

type Edit = { at: number; remove: number; insert: string }
const edits = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(20), insert: fragment }),
  { maxLength: 6 },
)

const change = (text: string, list: Edit[]): string =>
  list.reduce((before, { at, remove, insert }) => {
    const start = Math.floor(at * before.length)
    return before.slice(0, start) + insert + before.slice(start + remove)
  }, text)

test.prop([fc.constantFrom('zh' as const, 'en' as const), edits], { numRuns: 250 })(
  'a changed lesson is clean or refused',
  (locale, list) => {
    const text = change(WHOLE[locale], list)
    const outcome = readText({ file: 'x.mdx', locale, text, figures: FIGURES })
    if (outcome.ok) {
      expect(findDanger(renderToStaticMarkup(renderLesson(outcome.draft, PLAIN)))).toEqual([])
      return
    }
    const lines = text.split('\n').length
    expect(outcome.refusals.length).toBeGreaterThan(0)
    for (const refusal of outcome.refusals) {
      if (refusal.file === 'x.mdx') expect(refusal.line).toBeLessThanOrEqual(lines + 1)
      for (const locale of ['zh', 'en'] as const)
        expect(explain(refusal, locale)).not.toMatch(/undefined|\[object/)
    }
  },
)

test.prop([fc.string({ unit: 'binary', maxLength: 300 })], { numRuns: 150 })(
  'noise is clean or refused',
  (noise) => {
    const outcome = readText({ file: 'x.mdx', locale: 'en', text: noise, figures: {} })
    expect(outcome.ok).toBe(false)
  },
)

test.prop([edits], { numRuns: 500 })('a changed drawing is clean or refused', (list) => {
  const result = readFigure('x.svg', change(FIGURES['network.svg'], list), 'figure-1')
  if (!result.svg) {
    expect(result.refusals.length).toBeGreaterThan(0)
    return
  }
  const tree = { type: 'root' as const, children: [result.svg] }
  expect(findDanger(renderToStaticMarkup(renderLesson({ tree }, PLAIN)))).toEqual([])
})
