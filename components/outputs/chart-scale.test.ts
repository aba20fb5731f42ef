import { expect, it } from 'vitest'
import { scaleChart } from './chart-scale'
import { tracePath } from './paper'

const chart = (type: 'line' | 'bar', values: number[]) => ({
  kind: 'chart' as const,
  type,
  x: { label: 'x', values: values.map((_, index) => index) },
  series: [{ label: 'y', values }],
})

it('fits the data with a little air, and bars on zero', () => {
  const line = scaleChart(chart('line', [1, 3, 2]))
  expect([line.x.from, line.x.to, line.y.from, line.y.to]).toEqual([0, 2, 0.9, 3.1])
  const bars = scaleChart(chart('bar', [1, 3, 2]))
  expect([bars.x.from, bars.x.to, bars.y.from]).toEqual([-0.5, 2.5, 0])
})

it('breaks a line at NaN', () => {
  const axis = { from: 0, to: 1, ticks: [], at: (value: number) => value }
  expect(tracePath([0, 1, 2, 3], [5, NaN, 6, 7], axis, axis)).toBe('M0.0 5.0M2.0 6.0L3.0 7.0')
})

it('survives a chart without a finite value', () => {
  expect(Number.isFinite(scaleChart(chart('line', [NaN])).y.at(0.5))).toBe(true)
})
