'use client'
import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame, EndLabels } from './chart-frame'
import { scaleChart } from './chart-scale'
import { FigureBox, FoldedTable } from './figure-box'
import { DASHES, hueOf } from './hues'
import { type Axis, type Paper, paperFor, tracePath } from './paper'
import { useWidth } from './use-width.client'

type Chart = OutputOf<'chart'>
type MarksProps = { output: Chart; index: number; paper: Paper; x: Axis; y: Axis }

function Marks({ output, index, paper, x, y }: MarksProps) {
  const { values } = output.series[index]!
  const colour = hueOf(index)
  if (output.type === 'line') {
    const path = tracePath(output.x.values, values, x, y)
    return <path d={path} fill="none" stroke={colour} strokeWidth={1.75} strokeDasharray={DASHES[index]} />
  }
  const finite = output.x.values.flatMap((at, place) => {
    const value = values[place]
    return value !== undefined && Number.isFinite(value) && Number.isFinite(at) ? [{ at, value }] : []
  })
  // One path whatever the number of points: thousands of elements stand still for seconds.
  if (output.type === 'scatter') {
    const dots = finite.map(({ at, value }) => `M${x.at(at).toFixed(1)} ${y.at(value).toFixed(1)}h0`).join('')
    return (
      <path d={dots} fill="none" stroke={colour} strokeWidth={5} strokeOpacity={0.7} strokeLinecap="round" />
    )
  }
  const slot = (paper.width - paper.left - paper.right) / Math.max(1, output.x.values.length)
  const width = Math.max(1, (slot * 0.8) / output.series.length)
  const floor = y.at(0).toFixed(1)
  const bars = finite.map(({ at, value }) => {
    const left = x.at(at) - slot * 0.4 + index * width
    return `M${left.toFixed(1)} ${floor}V${y.at(value).toFixed(1)}h${width.toFixed(2)}V${floor}Z`
  })
  return <path d={bars.join('')} fill={colour} />
}

const ROWS = 100

/** A finished chart: axes named, series labelled where they end, the numbers one key away. */
export function ChartOutput({ output }: { output: Chart }) {
  const t = useTranslations('outputs')
  const [box, width] = useWidth()
  const { series } = output
  const names = series.map((one) => one.label)
  const paper = paperFor(width, 280, names)
  const { x, y } = scaleChart(output, paper)
  const labels = series.map((one, index) => {
    const last = one.values.findLast(Number.isFinite)
    const at = output.type === 'line' && last !== undefined ? y.at(last) : paper.top + 14 * (index + 1)
    return { text: one.label, at, hue: index }
  })
  const rows = output.x.values
    .slice(0, ROWS)
    .map((value, row) => [value, ...series.map((one) => one.values[row])])
  return (
    <FigureBox caption={output.caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={t('chartOf', { names: names.join(', '), x: output.x.label })}
        xLabel={output.x.label}
        yLabel={output.yLabel}
      >
        {series.map((_, index) => (
          <Marks key={index} output={output} index={index} paper={paper} x={x} y={y} />
        ))}
        <EndLabels paper={paper} labels={labels} />
      </ChartFrame>
      <FoldedTable
        columns={[output.x.label, ...names]}
        rows={rows}
        note={output.x.values.length > ROWS && t('rowsOf', { shown: ROWS, total: output.x.values.length })}
      />
    </FigureBox>
  )
}
