/** Where the values of a finished chart fall on its paper. */
import type { OutputOf } from '@/lib/runtime/outputs'
import { axesOf, type Axis, extentOf, type Paper, paperFor, WIDEST, withAir } from './paper'

export function scaleChart(
  output: OutputOf<'chart'>,
  paper: Paper = paperFor(WIDEST, 280),
): { x: Axis; y: Axis } {
  const [from, to] = extentOf(output.x.values)
  const bars = output.type === 'bar'
  const half = bars ? (to - from) / Math.max(1, output.x.values.length - 1) / 2 : 0
  const values = output.series.flatMap((series) => series.values)
  const heights = extentOf(values, bars ? 'zero' : 'data')
  const [low, high] = withAir(heights)
  return axesOf(paper, [from - half, to + half], [bars ? heights[0] : low, high])
}
