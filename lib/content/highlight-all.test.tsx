import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { highlightAll } from './highlight.server'

const draw = (sources: string[]) =>
  highlightAll(sources).map((node) => renderToStaticMarkup(<div>{node}</div>))
const spans = (html: string) => html.match(/<span/g)?.length ?? 0

test('code of a usual length is coloured', () => {
  expect(spans(draw(['const a = "b"'])[0]!)).toBeGreaterThan(0)
})

test.each([
  ['nothing but line ends', '\n'.repeat(65_000)],
  ['one endless line', 'f(1);'.repeat(13_000)],
  ['more than a page of calls', 'f(1, 2)\n'.repeat(8000)],
])('%s is one plain text, whole', (_, source) => {
  const [html] = draw([source])
  expect(spans(html!)).toBe(0)
  expect(html!.length).toBeGreaterThan(source.length)
})

test('a page of many cells is coloured up to its share, and plain from there on', () => {
  const pages = draw(Array.from({ length: 60 }, (_, index) => `let a${index} = f(1)\n`.repeat(500)))
  expect(spans(pages[0]!)).toBeGreaterThan(0)
  expect(spans(pages.at(-1)!)).toBe(0)
  expect(pages.reduce((sum, html) => sum + spans(html), 0)).toBeLessThan(20_000)
})
