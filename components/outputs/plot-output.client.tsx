'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame, EndLabels } from './chart-frame'
import { FigureBox, FoldedTable } from './figure-box'
import { hueOf } from './hues'
import { axesOf, paperFor, tracePath, withAir } from './paper'
import { plotRange } from './plot-range'
import { useWidth } from './use-width.client'

const SAMPLES = 25

/** Functions of one variable: each in its own hue, its derivative dashed in the same. */
export function PlotOutput({ output }: { output: OutputOf<'plot'> }) {
  const t = useTranslations('outputs')
  const clip = useId()
  const [box, width] = useWidth()
  const { curves, marks } = output
  const names = curves.map((curve) => curve.label)
  const paper = paperFor(width, 300, names)
  const ys = withAir(plotRange([...curves.map(({ values }) => values), marks.map((mark) => mark.y)]))
  const { x, y } = axesOf(paper, [output.x[0]!, output.x.at(-1)!], ys)
  const slopes = curves.some(({ slope }) => slope)
  // A derivative follows its function.
  const hues = curves.map((curve, index) => (slopes ? Math.floor(index / 2) : index))
  const inside = (value: number) => Math.min(ys[1], Math.max(ys[0], value))
  const stride = Math.max(1, Math.floor((output.x.length - 1) / (SAMPLES - 1)))
  const sampled = output.x.map((_, index) => index).filter((index) => index % stride === 0)
  const [left, right] = [paper.left, paper.width - paper.right]
  return (
    <FigureBox caption={output.caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={`${t('plot', { names: names.join(', ') })}${slopes ? ` (${t('slope')})` : ''}`}
        xLabel={output.xLabel}
        yLabel={output.yLabel}
      >
        <clipPath id={clip}>
          <rect
            x={left}
            y={paper.top}
            width={right - left}
            height={paper.height - paper.top - paper.bottom}
          />
        </clipPath>
        {x.from < 0 && x.to > 0 && (
          <line
            x1={x.at(0)}
            x2={x.at(0)}
            y1={paper.top}
            y2={paper.height - paper.bottom}
            stroke="var(--rule-strong)"
          />
        )}
        {y.from < 0 && y.to > 0 && (
          <line x1={left} x2={right} y1={y.at(0)} y2={y.at(0)} stroke="var(--rule-strong)" />
        )}
        <g clipPath={`url(#${clip})`} fill="none" strokeWidth={1.75}>
          {curves.map((curve, index) => (
            <path
              key={index}
              d={tracePath(output.x, curve.values, x, y)}
              stroke={hueOf(hues[index]!)}
              strokeDasharray={curve.slope ? '5 4' : undefined}
            />
          ))}
        </g>
        {marks.map((mark, index) => (
          <g key={index}>
            <circle cx={x.at(mark.x)} cy={y.at(mark.y)} r={4} fill="var(--ember)" />
            <text x={x.at(mark.x) + 7} y={y.at(mark.y) - 7} fill="var(--ink)">
              {mark.label}
            </text>
          </g>
        ))}
        <EndLabels
          paper={paper}
          labels={curves.map((curve, index) => ({
            text: curve.label,
            at: y.at(inside(curve.values.findLast(Number.isFinite) ?? 0)),
            hue: hues[index]!,
          }))}
        />
      </ChartFrame>
      <FoldedTable
        columns={[output.xLabel ?? 'x', ...names]}
        rows={sampled.map((index) => [output.x[index], ...curves.map(({ values }) => values[index])])}
      />
    </FigureBox>
  )
}
