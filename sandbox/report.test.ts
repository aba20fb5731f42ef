import { expect, test } from 'vitest'
import type { KernelEvent } from '../lib/runtime/protocol'
import { createReporter } from './report'

function setUp() {
  const events: KernelEvent[] = []
  const clock = { now: 1000 }
  const reporter = createReporter(
    (event) => void events.push(event),
    () => clock.now,
  )
  reporter.begin('run-00001')
  const outputs = () => events.flatMap((event) => (event.type === 'output' ? [event.output] : []))
  return { events, clock, reporter, outputs }
}
const value = (text: string) => ({ kind: 'value', text }) as const

test('lines of one stream are joined, and another stream starts anew', async () => {
  const { reporter, outputs, clock } = setUp()
  reporter.text('log', 'first')
  clock.now += 10
  reporter.text('log', 'a')
  reporter.text('log', 'b')
  reporter.text('error', 'c')
  await reporter.end()
  expect(outputs()).toEqual([
    { kind: 'text', stream: 'log', text: 'first' },
    { kind: 'text', stream: 'log', text: 'a\nb' },
    { kind: 'text', stream: 'error', text: 'c' },
  ])
})

test('outputs keep their order when one must wait', async () => {
  const { reporter, outputs } = setUp()
  let arrive!: (output: ReturnType<typeof value>) => void
  reporter.later(new Promise((resolve) => (arrive = resolve)), () => {})
  reporter.text('log', 'between')
  reporter.output(value('after'))
  expect(outputs()).toEqual([])
  arrive(value('late'))
  await reporter.end()
  expect(outputs().map((output) => ('text' in output ? output.text : ''))).toEqual([
    'late',
    'between',
    'after',
  ])
})

test('a reading that fails is told and holds nothing up', async () => {
  const { reporter, outputs } = setUp()
  reporter.later(Promise.reject(new Error('lost')), (error) =>
    reporter.text('error', (error as Error).message),
  )
  reporter.output(value('after'))
  await reporter.end()
  expect(outputs()).toHaveLength(2)
})

test('endless text and outputs are cut and counted', async () => {
  const { reporter, events, clock } = setUp()
  for (let line = 0; line < 200_000; line++) {
    clock.now++
    reporter.text('log', 'a line of some length')
  }
  for (let index = 0; index < 1000; index++) reporter.output(value('x'))
  await reporter.end()
  const characters = events.reduce(
    (sum, event) => sum + (event.type === 'output' && 'text' in event.output ? event.output.text.length : 0),
    0,
  )
  expect(characters).toBeLessThan(1_010_000)
  expect(events.at(-1)).toMatchObject({ type: 'truncated', run: 'run-00001' })
})

test('points are sent in groups', () => {
  const { reporter, events, clock } = setUp()
  reporter.point('loss', 1, 2)
  for (let step = 2; step < 1002; step++) reporter.point('loss', step, NaN)
  clock.now += 300
  reporter.tick()
  const groups = events.flatMap((event) => (event.type === 'points' ? [event.points.length] : []))
  expect(groups.reduce((sum, size) => sum + size)).toBe(1001)
  expect(Math.max(...groups)).toBeLessThanOrEqual(500)
})

test('what is said after the run still names it', async () => {
  const { reporter, events, clock } = setUp()
  await reporter.end()
  reporter.text('log', 'late')
  clock.now += 200
  reporter.tick()
  expect(events).toMatchObject([{ type: 'output', run: 'run-00001', output: { text: 'late' } }])
})

test('of a million lines the first and the last are kept', async () => {
  const { reporter, outputs } = setUp()
  for (let line = 1; line <= 1_000_000; line++) reporter.text('log', `line ${line}`)
  await reporter.end()
  const text = outputs()
    .map((output) => ('text' in output ? output.text : ''))
    .join('\n')
  expect(text.startsWith('line 1\nline 2\n')).toBe(true)
  expect(text.endsWith('line 999999\nline 1000000')).toBe(true)
  expect(text).toMatch(/… \d+ …/)
  expect(text.length).toBeLessThan(95_000)
})
