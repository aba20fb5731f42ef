/** Work that was stored before there were bounds, as heavy as could be handed in: its page stays small. */
import { readFileSync } from 'node:fs'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LARGEST } from '@/components/outputs/largest.fixture'
import { deskOf } from '@/lib/reviews/desk.server'
import { packOutput, type PackedOutput } from '@/lib/reviews/pack-output'
import { Rubric } from '@/lib/reviews/rubric'
import type { ReviewWork } from '@/lib/reviews/work.server'
import { WorkCell } from './work-cell.client'

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../content/messages/zh/${name}.json`, import.meta.url), 'utf8'),
  ) as object
const messages = { reviews: read('reviews'), outputs: read('outputs') }

const both = (text: string) => ({ zh: text, en: text })
const rubric = Rubric.parse({
  criteria: [
    {
      id: 'data',
      title: both('data'),
      what: both('data'),
      levels: [0, 1].map((points) => ({ points, says: both('x') })),
    },
  ],
  accept: { points: 1 },
  card: [{ id: 'aim', title: both('aim'), ask: both('aim'), min: 1 }],
})

const cells = <T,>(count: number, of: (index: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`cell-${index}`, of(index)]))

type Heavy = {
  code: Record<string, string>
  outputs?: Record<string, PackedOutput[]>
  before?: Record<string, string>
}

const workOf = ({ code, outputs = {}, before }: Heavy): ReviewWork => ({
  learner: 'l',
  submission: 's',
  name: 'n',
  lesson: 'capstone',
  check: 'project',
  version: 1,
  queuedAt: new Date(0),
  project: { card: {}, outputs, omitted: 0 },
  code,
  curve: null,
  backend: null,
  comments: [],
  held: null,
  decided: null,
  reopenings: [],
  earlier: before
    ? [{ submission: 'b', at: new Date(0), code: before, card: {}, decision: null, summary: null }]
    : [],
})

const bomb = { kind: 'images', count: 256, height: 256, width: 256, channels: 1, pixels: { $bytes: 'AA==' } }
const numbered = (mark: string) =>
  Array.from({ length: 2000 }, (_, line) => `${mark}${line} = f(${line})`).join('\n')

const HEAVY: Record<string, Heavy> = {
  'pictures without pixels': {
    code: cells(67, () => ''),
    outputs: cells(67, () => Array.from({ length: 200 }, () => bomb)),
  },
  'thousands of real outputs': {
    code: cells(67, () => ''),
    outputs: cells(67, () => Array.from({ length: 10 }, () => LARGEST.map(packOutput)).flat()),
  },
  'thousands of small outputs': {
    code: cells(100, () => ''),
    outputs: cells(100, () => Array.from({ length: 200 }, () => packOutput({ kind: 'value', text: '1' }))),
  },
  'nothing but line ends': {
    code: cells(6, () => '\n'.repeat(65_000)),
    before: cells(6, () => '\n'.repeat(64_000)),
  },
  'a hundred long cells, each changed through and through': {
    code: cells(100, (index) => numbered(`a${index}`)),
    before: cells(100, (index) => numbered(`b${index}`)),
  },
  'a hundred cells of nothing but signs': { code: cells(100, () => 'f(1,2);'.repeat(2300)) },
}

test.each(Object.entries(HEAVY))('%s', (_, heavy) => {
  const desk = deskOf(workOf(heavy), rubric, { locale: 'zh', nameOf: (cell) => cell })
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="zh" messages={messages} timeZone="UTC">
      {desk.cells.map((cell) => (
        <WorkCell
          key={cell.id}
          submission="s"
          cell={cell}
          comments={[]}
          isOpen={false}
          onComment={() => Promise.resolve(null)}
          onRemove={() => Promise.resolve()}
        />
      ))}
    </NextIntlClientProvider>,
  )
  expect(html.match(/<[a-z]/gi)!.length).toBeLessThan(65_000)
  expect(html.length).toBeLessThan(6_000_000)
  const sent = Object.values(heavy.outputs ?? {}).flat().length
  const shown = desk.cells.reduce((sum, { outputs }) => sum + outputs.length, 0)
  // Nothing disappears without a word.
  expect(shown + desk.omitted).toBe(sent)
})

test('work of a usual size is drawn whole, without a button to press', () => {
  const source =
    'const model = tf.sequential()\nmodel.add(tf.layers.dense({ units: 10, inputShape: [784] }))\n'
  const heavy = {
    code: cells(20, () => source.repeat(20)),
    outputs: cells(20, () => [packOutput({ kind: 'value', text: '0.98' })]),
  }
  const desk = deskOf(workOf(heavy), rubric, { locale: 'zh', nameOf: (cell) => cell })
  expect(desk.omitted).toBe(0)
  expect(desk.cells.map(({ room }) => room.lines)).toEqual(Array.from({ length: 20 }, () => 41))
  expect(desk.cells.every(({ room }) => room.marks > 0)).toBe(true)
})
