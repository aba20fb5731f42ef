import { describe, expect, it } from 'vitest'
import { createReport, median } from './report'

describe('report', () => {
  it('prints one figure a line, name, value and unit', () => {
    const lines: string[] = []
    const report = createReport((line) => lines.push(line))
    report.compare('ours against stock')
    report.figure('training.ratio', 9.1234, 'x')
    report.figure('training.steps', 1234.5, 'steps/s')
    report.figure('training.difference', 0.000012345, '')
    expect(lines).toEqual([
      '# ours against stock',
      'training.ratio: 9.12 x',
      'training.steps: 1235 steps/s',
      'training.difference: 1.23e-5',
    ])
  })

  it('collects the bars that are missed, and only those', () => {
    const report = createReport(() => {})
    report.figure('a', 8, 'x', { atLeast: 8 })
    report.figure('b', 7.9, 'x', { atLeast: 8 })
    report.figure('c', 0.002, '', { atMost: 0.001 })
    report.figure('d', Number.NaN, 'x', { atLeast: 8 })
    expect(report.misses.map((miss) => miss[0])).toEqual(['b', 'c', 'd'])
  })
})

describe('median', () => {
  it('is the middle, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 2, 9])).toBe(3)
    expect(() => median([])).toThrow('no values')
  })
})
