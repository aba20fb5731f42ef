import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { diffLines, foldSame, pageOf } from './diff'
import { packOutput } from './pack-output'
import { unpackOutput } from './packed-output'
import { judgePoints, mostPoints } from './judge-points'
import { fingerprint, Rubric } from './rubric'

const both = (text: string) => ({ zh: text, en: text })
const rubric = Rubric.parse({
  criteria: [
    {
      id: 'data',
      title: both('数据'),
      what: both('看什么'),
      levels: [0, 1, 2].map((points) => ({ points, says: both('级') })),
    },
    {
      id: 'model',
      title: both('模型'),
      what: both('看什么'),
      levels: [0, 3].map((points) => ({ points, says: both('级') })),
      weight: 2,
    },
  ],
  accept: { points: 6 },
  card: [{ id: 'aim', title: both('目的'), ask: both('写什么'), min: 20 }],
})

describe('a decision is computed from points', () => {
  test.each([
    [{ data: 0, model: 3 }, 'accepted', 6],
    [{ data: 2, model: 3 }, 'accepted', 8],
    [{ data: 2, model: 0 }, 'returned', 2],
    [{ data: 2, model: 3, gone: 9 }, 'accepted', 8],
  ])('%o → %s', (points, decision, sum) => {
    expect(judgePoints(rubric, points)).toEqual({ kind: 'judged', decision, sum, most: 8 })
  })

  test.each([
    [{}, ['data', 'model']],
    [{ data: 1 }, ['model']],
    [{ data: 3, model: 3 }, ['data']],
    [JSON.parse('{"__proto__": 1, "model": 0}'), ['data']],
  ])('%o is incomplete', (points, missing) => {
    expect(judgePoints(rubric, points)).toMatchObject({ kind: 'incomplete', missing })
  })

  test('words do not change what a rubric decides, levels and marks do', () => {
    const reworded = {
      ...rubric,
      card: [],
      criteria: rubric.criteria.map((one) => ({ ...one, what: both('新') })),
    }
    expect(fingerprint(reworded)).toBe(fingerprint(rubric))
    expect(fingerprint({ ...rubric, accept: { points: 7 } })).not.toBe(fingerprint(rubric))
    expect(mostPoints(rubric.criteria)).toBe(8)
  })

  test('a rubric that nobody could pass, or whose levels fall, is refused', () => {
    expect(Rubric.safeParse({ ...rubric, accept: { points: 9 } }).success).toBe(false)
    const falling = { ...rubric.criteria[0]!, levels: rubric.criteria[0]!.levels.toReversed() }
    expect(Rubric.safeParse({ ...rubric, criteria: [falling] }).success).toBe(false)
  })
})

const Text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
test.prop([Text, Text])('a diff holds both texts, and its unchanged lines in both', (before, after) => {
  const lines = diffLines(before, after)
  const side = (not: 'added' | 'removed') =>
    lines
      .filter(({ kind }) => kind !== not)
      .map(({ text }) => text)
      .join('\n')
  expect(side('added')).toBe(before)
  expect(side('removed')).toBe(after)
  if (before === after) expect(lines.every(({ kind }) => kind === 'same')).toBe(true)
  expect(foldSame(lines).flatMap((part) => part.lines)).toEqual(lines)
})

test('only unchanged lines are folded, and some of them are left around a change', () => {
  const before = Array.from({ length: 40 }, (_, line) => `line ${line}`)
  const parts = foldSame(diffLines(before.join('\n'), before.with(20, 'other').join('\n')))
  expect(parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ['folded', 17],
    ['lines', 8],
    ['folded', 16],
  ])
  const closed = pageOf(parts, new Set(), 5)
  expect([closed.waiting, closed.parts.flatMap(({ lines }) => lines).length]).toEqual([4, 4])
  const opened = pageOf(parts, new Set([0, 2]), 400)
  expect([opened.waiting, opened.parts.flatMap(({ lines }) => lines).length]).toEqual([0, 41])
})

test('two long texts without a line in common are exchanged whole', () => {
  const text = (mark: string) => Array.from({ length: 20_000 }, (_, line) => `${mark}${line}`).join('\n')
  const lines = diffLines(text('a'), text('b'))
  expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(20_000)
  expect(lines).toHaveLength(40_000)
})

test('outputs come back from JSON with their pixels and their infinities', () => {
  const output = {
    kind: 'images',
    count: 1,
    height: 1,
    width: 2,
    channels: 1,
    pixels: Uint8Array.from([0, 255]),
    caption: '两个像素',
  }
  expect(unpackOutput(JSON.parse(JSON.stringify(packOutput(output))))).toEqual(output)
  const tensor = {
    kind: 'tensor',
    dtype: 'float32',
    shape: [3],
    values: [NaN, Infinity, -Infinity],
    min: NaN,
  }
  expect(unpackOutput(JSON.parse(JSON.stringify(packOutput(tensor))))).toEqual(tensor)
  expect(unpackOutput({ kind: 'images', pixels: { $bytes: '***' } })).toBeNull()
  expect(unpackOutput({ kind: 'script', text: 'x' })).toBeNull()
})
