import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Curve } from '../progress/events'
import { appendPoints, POINTS_PER_SERIES, SERIES_PER_RUN, thinCurve } from './curve'
import { appendOutput, OUTPUTS_PER_RUN } from './append-output'

describe('appendPoints', () => {
  it('keeps series apart and lets points that go back go', () => {
    const curve = appendPoints(
      [],
      [
        { series: 'loss', x: 1, y: 3 },
        { series: 'acc', x: 1, y: 0.1 },
        { series: 'loss', x: 2, y: 2 },
        { series: 'loss', x: 2, y: 9 },
      ],
    )
    expect(curve).toEqual([
      { name: 'loss', x: [1, 2], y: [3, 2] },
      { name: 'acc', x: [1], y: [0.1] },
    ])
  })

  it('leaves untouched series as they are', () => {
    const first = appendPoints([], [{ series: 'loss', x: 1, y: 3 }])
    expect(appendPoints(first, [{ series: 'acc', x: 1, y: 1 }])[0]).toBe(first[0])
  })

  test.prop([
    fc.array(
      fc.array(fc.record({ series: fc.string({ maxLength: 2 }), x: fc.double(), y: fc.double() }), {
        maxLength: 500,
      }),
      { maxLength: 20 },
    ),
  ])('stays bounded, ordered and storable', (batches) => {
    const curve = batches.reduce(appendPoints, [] as ReturnType<typeof appendPoints>)
    expect(curve.length).toBeLessThanOrEqual(SERIES_PER_RUN)
    for (const { x, y } of curve) {
      expect(x.length).toBe(y.length)
      expect(x.every((value, index) => index === 0 || value > x[index - 1]!)).toBe(true)
    }
    expect(Curve.safeParse(thinCurve(curve)).success).toBe(true)
  })

  it('halves a series that grows too long', () => {
    const points = Array.from({ length: POINTS_PER_SERIES + 1 }, (_, x) => ({ series: 'loss', x, y: x }))
    expect(appendPoints([], points)[0]!.x.length).toBe(POINTS_PER_SERIES / 2 + 1)
  })
})

describe('thinCurve', () => {
  it('keeps the first and the last point and turns NaN into a gap', () => {
    const x = Array.from({ length: 1000 }, (_, index) => index)
    const [series] = thinCurve([
      { name: 'loss', x, y: x.map((value) => (value === 999 ? NaN : value)) },
    ]).series
    expect(series!.x).toHaveLength(200)
    expect([series!.x[0], series!.x.at(-1), series!.y.at(-1)]).toEqual([0, 999, null])
  })
})

describe('appendOutput', () => {
  it('joins lines of one stream and caps the rest', () => {
    const text = (stream: 'log' | 'warn', line: string) => ({ kind: 'text', stream, text: line }) as const
    const once = appendOutput([], text('log', 'a'))!
    expect(appendOutput(once, text('log', 'b'))).toEqual([text('log', 'a\nb')])
    expect(appendOutput(once, text('warn', 'b'))).toHaveLength(2)
    const full = Array.from({ length: OUTPUTS_PER_RUN }, () => ({ kind: 'value', text: '' }) as const)
    expect(appendOutput(full, { kind: 'value', text: '' })).toBeNull()
  })
})
