import { readFileSync } from 'node:fs'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { type Locale, LOCALES } from '@/lib/curriculum/ids'
import { Output } from '@/lib/runtime/outputs'
import { SAMPLES } from './samples.fixture'
import { Outputs } from './outputs.client'

function fail(error: unknown): never {
  throw error
}

const messages = (locale: Locale) => ({
  outputs: JSON.parse(
    readFileSync(new URL(`../../content/messages/${locale}/outputs.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>,
})

const draw = (output: Output, locale: Locale) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages(locale)} timeZone="UTC" onError={fail}>
      <Outputs outputs={[output]} />
    </NextIntlClientProvider>,
  )

test('there is a sample of every kind', () => {
  const kinds = Output.def.options.map((option) => option.shape.kind.value)
  expect(SAMPLES.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds))
})

describe.each(LOCALES)('in %s', (locale) => {
  test.each(SAMPLES)('$kind is valid, and drawn without a missing word or number', (output) => {
    expect(Output.safeParse(output).error?.issues).toBeUndefined()
    const html = draw(output, locale)
    expect(html).toContain(`data-output="${output.kind}"`)
    expect(html).not.toMatch(/undefined|\[object|outputs\./)
    // A coordinate that could not be computed would move a shape to the corner without a word.
    expect(html).not.toMatch(/ (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)="[^"]*NaN/)
  })

  test.each(SAMPLES)('$kind: every drawing has a name, every control a label', (output) => {
    const html = draw(output, locale)
    for (const [svg] of html.matchAll(/<svg [^>]*role="img"[^>]*>/g))
      expect(svg).toMatch(/aria-label="[^"]+"/)
    for (const [, id] of html.matchAll(/<input id="([^"]+)"/g)) expect(html).toContain(`for="${id}"`)
  })

  test.each(SAMPLES)('$kind writes what a cell said as text', (output) => {
    const hostile = structuredClone(output) as Record<string, unknown>
    if ('caption' in hostile) hostile.caption = '<img src=x onerror=alert(1)>'
    expect(draw(hostile as Output, locale)).not.toContain('<img src=x')
  })
})
