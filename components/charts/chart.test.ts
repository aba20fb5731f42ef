import { describe, expect, it } from 'vitest'
import { bars, lines } from './options'
import { PAINT } from './paint'
import { renderChart } from './render-chart.server'

const size = { width: 760, height: 260 }
const weekly = bars({
  labels: ['8月3日', '<script>alert(1)</script>'],
  values: [3, 12],
  xName: '周',
  yName: '课次"><image href=x>',
  numbered: true,
})
const curve = lines({
  lines: [
    { name: 'loss', points: Array.from({ length: 180 }, (_, x) => [x, x === 9 ? null : 2 / (x + 1)]) },
    {
      name: 'val_loss',
      points: [
        [90, 0.3],
        [179, 0.2],
      ],
    },
  ],
  xName: 'step',
  yName: 'loss',
})

describe('a chart drawn on the server', () => {
  it.each([
    ['bars', weekly],
    ['lines', curve],
  ])('has only colours of the theme: %s', (_, option) => {
    const svg = renderChart(option, size)
    expect(svg).toContain('var(--data-1)')
    for (const colour of Object.values(PAINT)) expect(svg).not.toContain(colour)
    expect(svg.match(/#[0-9a-f]{3,6}\b|rgba?\(/gi) ?? []).toEqual([])
  })

  it('fits the width of its place and carries no style sheet', () => {
    const svg = renderChart(weekly, size)
    expect(svg).toMatch(/^<svg width="100%" aria-hidden="true" focusable="false"[^>]* viewBox="0 0 760 260"/)
    expect(svg).not.toContain('<style')
  })

  it('writes names as text', () => {
    const svg = renderChart(weekly, size)
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('<image')
    expect(svg).toContain('&lt;script&gt;')
  })

  it('labels each line at its end', () => {
    const svg = renderChart(curve, size)
    expect(svg.match(/>val_loss</g)).toHaveLength(1)
    // Once as the name of the axis, once at the line.
    expect(svg.match(/>loss</g)).toHaveLength(2)
  })
})
