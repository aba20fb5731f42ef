import { readFileSync } from 'node:fs'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { BLOCK_NAMES } from '@/lib/content/blocks'
import { readText } from '@/lib/content/read-text'
import { renderLesson } from '@/lib/content/render'
import { type Locale, LOCALES } from '@/lib/curriculum/ids'
import { lessonComponents } from './registry'

const fixture = (name: string) =>
  readFileSync(new URL(`../../lib/content/fixtures/lessons/whole/${name}`, import.meta.url), 'utf8')
const messages = (locale: Locale) => ({
  lesson: JSON.parse(
    readFileSync(new URL(`../../content/messages/${locale}/lesson.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>,
})

const components = lessonComponents({
  Cell: ({ id, title, children }: { id: string; title?: string; children: ReactNode }) => (
    <div data-cell={id} title={title}>
      {children}
    </div>
  ),
  Submit: ({ check }) => <button type="button">{check}</button>,
  Help: ({ cell, children }) => <div data-help={cell}>{children}</div>,
})

function show(locale: Locale): string {
  const figures = { 'network.svg': fixture('network.svg') }
  const outcome = readText({ file: `${locale}.mdx`, locale, text: fixture(`${locale}.mdx`), figures })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={messages(locale)}
      timeZone="Asia/Shanghai"
      onError={fail}
    >
      {renderLesson(outcome.draft, components)}
    </NextIntlClientProvider>,
  )
}

function fail(error: unknown): never {
  throw error
}

describe.each(LOCALES)('a lesson in %s', (locale) => {
  const html = show(locale)

  test('has its words', () => {
    expect(html).toContain(locale === 'zh' ? '勘误 · 原文 §5.2' : 'Erratum · Original §5.2')
    expect(html).toContain(locale === 'zh' ? '思路 2' : 'Hint 2')
  })

  test('links from the erratum to the cell that proves it', () => {
    expect(html).toContain('href="#cell-model"')
    expect(html).toContain('id="cell-model"')
  })

  test('reads a figure out by its words', () => {
    expect(html).toMatch(/<div role="img" aria-label="[^"]+" class="lesson-drawing"><svg viewBox/)
  })

  test('uses no id twice', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(4)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('puts no paragraph inside a paragraph', () => {
    expect(html).not.toMatch(/<p(?: [^>]*)?>(?:(?!<\/p>).)*<(?:p|div|aside|details|figure)[ >]/s)
  })
})

test('there is a component for every block', () => {
  for (const name of BLOCK_NAMES) expect(components[name]).toBeTypeOf('function')
})
