/** Text made to be slow costs its own thread and nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleCompiler } from './compiler.server'
import { LIMITS } from './limits'
import { textPool, type TextPool } from './pool.server'

const HEAD = '---\ntitle: t\nsummary: s\nobjectives: [o]\n---\n\n'
const fill = (part: string, bytes: number): string =>
  part.repeat(Math.ceil(bytes / part.length)).slice(0, bytes)

/** Each is quick to write and slow to parse, or deep. */
const SLOW: Record<string, string> = {
  'unclosed emphasis': fill('**a*', 32 * 1024),
  'quotes on one line': fill('> ', 20 * 1024),
  'open brackets': fill('[', 20 * 1024),
  'nested quotes by line': Array.from(
    { length: 400 },
    (_, level) => `${'>'.repeat(Math.min(level, 30))} a`,
  ).join('\n'),
  'a ladder of backticks': Array.from({ length: 300 }, (_, count) => '`'.repeat(count)).join(' '),
  'nested tags': '<Callout kind="tip">'.repeat(3000),
  angles: fill('<', 100 * 1024),
}

let pool: TextPool
beforeAll(() => {
  pool = textPool(bundleCompiler().script, { time: 500, clock: 2_500, workers: 2 })
})
afterAll(() => pool.close())

const read = (text: string) => pool.read({ file: 'x.mdx', locale: 'en', text, figures: {} })

test('every slow text comes back, and the pool is as good as before', async () => {
  const texts = Object.values(SLOW).map((text) => HEAD + text)
  const outcomes = await Promise.all(texts.map(read))
  for (const outcome of outcomes) if (!outcome.ok) expect(outcome.refusals[0]?.line).toBeGreaterThan(0)
  expect(outcomes.some((outcome) => !outcome.ok && outcome.refusals[0]?.code === 'too-slow')).toBe(true)
  expect((await read(`${HEAD}Text.\n`)).ok).toBe(true)
}, 60_000)

test('a slow text is refused, and its neighbours are not', async () => {
  const impatient = textPool(bundleCompiler().script, { time: 300, clock: 6_000, workers: 2 })
  const slow = { file: 'slow.mdx', locale: 'en' as const, text: HEAD + fill('**a*', 100 * 1024), figures: {} }
  const quick = { file: 'quick.mdx', locale: 'en' as const, text: `${HEAD}Text.\n`, figures: {} }
  const outcomes = await Promise.all([slow, quick, slow, quick].map((source) => impatient.read(source)))
  await impatient.close()
  expect(outcomes.map((outcome) => (outcome.ok ? 'read' : outcome.refusals[0]?.code))).toEqual([
    'too-slow',
    'read',
    'too-slow',
    'read',
  ])
}, 60_000)

test('a text over the size limit is refused before it is parsed', async () => {
  const outcome = await read(HEAD + fill('word ', LIMITS.bytes))
  expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(['too-large'])
})

test('a closed pool says so', async () => {
  const closed = textPool(bundleCompiler().script)
  await closed.close()
  const source = { file: 'x.mdx', locale: 'en' as const, text: HEAD, figures: {} }
  await expect(closed.read(source)).rejects.toThrow('closed')
})
