'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame } from './chart-frame'
import { bandsOf, drawPieces, traceLevel } from './contours'
import { FigureBox, FoldedTable } from './figure-box'
import { hueOf, shapeOf } from './hues'
import { axesOf, paperFor } from './paper'
import { useWidth } from './use-width.client'

type Decision = OutputOf<'decision'>
const LEVELS = 10

/** Shade of a band: for two classes the hue of the likelier one, stronger where it is surer. */
function shadeOf(level: number, classes: number): { hue: number; opacity: number } {
  if (classes > 2) return { hue: level, opacity: 0.22 }
  const sure = ((level + 0.5) / LEVELS - 0.5) * 2
  return { hue: sure > 0 ? 1 : 0, opacity: 0.06 + 0.4 * Math.abs(sure) }
}

/** What a classifier says over the plane, with the points; one shape a class, ringed where it is wrong. */
export function DecisionOutput({ output }: { output: Decision }) {
  const t = useTranslations('outputs')
  const clip = useId()
  const [box, width] = useWidth(520)
  const { range, columns, rows, surface, classes, points, total } = output
  const paper = paperFor(width, Math.round(width * 0.78))
  const { x, y } = axesOf(paper, [range.x0, range.x1], [range.y0, range.y1])
  const [left, right, top] = [paper.left, paper.width - paper.right, paper.top]
  const bottom = paper.height - paper.bottom
  // Each value stands in the middle of its cell; the outermost cells are cut in half by the paper.
  const cellWidth = (right - left) / (columns - 1)
  const cellHeight = (bottom - top) / (rows - 1)
  const levelOf = (value: number) =>
    classes > 2 ? value : Math.min(LEVELS - 1, Math.floor((value / 256) * LEVELS))
  const border =
    classes > 2
      ? ''
      : drawPieces(traceLevel({ columns, rows, values: surface }, 127.5), ([column, row]) => [
          left + column * cellWidth,
          bottom - row * cellHeight,
        ])
  const seen = [...new Set(points.map(({ label }) => label))].sort((a, b) => a - b)
  const table = seen.map((label) => {
    const own = points.filter((point) => point.label === label)
    const right = own.filter(({ predicted }) => predicted === label).length
    return [String(label), own.length, right, `${((100 * right) / own.length).toFixed(1)} %`]
  })
  return (
    <FigureBox caption={output.caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={output.caption ?? t('decision')}
        xLabel={output.xLabel}
        yLabel={output.yLabel}
      >
        <clipPath id={clip}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          <g shapeRendering="crispEdges">
            {bandsOf({ columns, rows, values: surface }, levelOf).map((band, index) => {
              const { hue, opacity } = shadeOf(band.level, classes)
              return (
                <rect
                  key={index}
                  x={left + (band.from - 0.5) * cellWidth}
                  y={bottom - (band.row + 0.5) * cellHeight}
                  width={(band.to - band.from) * cellWidth}
                  height={cellHeight}
                  fill={hueOf(hue)}
                  fillOpacity={opacity}
                />
              )
            })}
          </g>
          <path d={border} fill="none" stroke="var(--ink)" strokeWidth={2} />
          {points.map((point, index) =>
            Number.isFinite(point.x) && Number.isFinite(point.y) ? (
              <path
                key={index}
                d={shapeOf(point.label)}
                transform={`translate(${x.at(point.x).toFixed(1)} ${y.at(point.y).toFixed(1)})`}
                fill={hueOf(point.label)}
                stroke={point.predicted === point.label ? 'var(--paper)' : 'var(--ink)'}
                strokeWidth={point.predicted === point.label ? 0.6 : 1.6}
              />
            ) : null,
          )}
        </g>
      </ChartFrame>
      <p className="m-0 flex flex-wrap gap-x-4 text-ink-soft">
        {seen.map((label) => (
          <span key={label} className="inline-flex items-center gap-1.5">
            <svg viewBox="-5 -5 10 10" width="12" height="12" aria-hidden>
              <path d={shapeOf(label)} fill={hueOf(label)} />
            </svg>
            {t('classIs', { label })}
          </span>
        ))}
        <span>{t(classes > 2 ? 'decisionClasses' : 'decisionShades')}</span>
      </p>
      <FoldedTable
        columns={[t('class'), t('points'), t('right'), t('share')]}
        rows={table}
        note={total > points.length && t('pointsOf', { shown: points.length, total })}
      />
    </FigureBox>
  )
}
