import { readFileSync } from 'node:fs'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { marksOf, ROOM } from '@/lib/drawing/marks'
import { Output } from '@/lib/runtime/outputs'
import { LARGEST } from './largest.fixture'
import { Outputs } from './outputs.client'
import { SAMPLES } from './samples.fixture'

const messages = JSON.parse(
  readFileSync(new URL('../../content/messages/zh/outputs.json', import.meta.url), 'utf8'),
) as Record<string, string>

const draw = (outputs: Output[], room?: number) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh" messages={{ outputs: messages }} timeZone="UTC">
      <Outputs outputs={outputs} {...(room !== undefined && { room })} />
    </NextIntlClientProvider>,
  )
const elements = (html: string) => html.match(/<[a-z]/gi)?.length ?? 0
const kinds = Output.def.options.map((option) => option.shape.kind.value)
const named = (list: Output[]) => list.map((output, index) => [`${output.kind} ${index}`, output] as const)

test('there is a largest one of every kind', () => {
  expect([...new Set(LARGEST.map(({ kind }) => kind))].toSorted()).toEqual(kinds.toSorted())
})

/** What any one output may cost whoever looks at it: a page of this size is drawn in a tenth of a second. */
const MOST = { elements: 9000, characters: 1_300_000 }

test.each(named([...LARGEST, ...SAMPLES]))('%s is valid, within bounds, and counted in full', (_, output) => {
  expect(Output.safeParse(output).error?.issues).toBeUndefined()
  const html = draw([output])
  expect(elements(html)).toBeLessThanOrEqual(MOST.elements)
  expect(html.length).toBeLessThanOrEqual(MOST.characters)
  expect(elements(html)).toBeLessThanOrEqual(marksOf(output))
  expect(marksOf(output)).toBeLessThanOrEqual(ROOM)
})

const truncated = (value: unknown): unknown =>
  Array.isArray(value) || value instanceof Uint8Array ? value.slice(0, Math.max(0, value.length - 1)) : value

/** Lists whose length another field says, or that stand in step with one another. */
const DECLARED: { [K in Output['kind']]?: readonly string[] } = {
  images: ['pixels'],
  chart: ['x.values'],
  plot: ['x'],
  decision: ['surface'],
  descent: ['surface'],
  heatmap: ['values'],
  attention: ['weights'],
  confusion: ['counts'],
  convolution: ['image', 'result'],
  table: ['columns'],
}

test.each(
  named(LARGEST).flatMap(([name, output]) =>
    (DECLARED[output.kind] ?? []).map((path) => [`${name}: ${path}`, output, path.split('.')] as const),
  ),
)('%s that is shorter than it says is refused', (_, output, [field, inner]) => {
  const cut = structuredClone(output) as Record<string, unknown>
  if (inner) {
    const holder = cut[field!] as Record<string, unknown>
    holder[inner] = truncated(holder[inner])
  } else cut[field!] = truncated(cut[field!])
  expect(Output.safeParse(cut).success).toBe(false)
})

test('pictures without their pixels are no pictures', () => {
  const bomb = { kind: 'images', count: 256, height: 256, width: 256, channels: 1, pixels: new Uint8Array(1) }
  expect(Output.safeParse(bomb).success).toBe(false)
})

test('what has no room waits behind a button that says how much it is', () => {
  const all = [...LARGEST, ...LARGEST]
  const html = draw(all, 10_000)
  expect(elements(html)).toBeLessThanOrEqual(10_050)
  const shown = html.match(/data-output=/g)!.length
  expect(html).toContain(`显示其余 ${all.length - shown} 项输出`)
  expect(draw(all, 0)).not.toContain('data-output')
})
