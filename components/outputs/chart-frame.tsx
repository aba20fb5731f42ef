import type { ReactNode } from 'react'
import { hueOf } from './hues'
import { writeNumber } from './number'
import { type Axis, fitText, type Paper, spreadLabels } from './paper'

type FrameProps = {
  paper: Paper
  x: Axis
  y: Axis
  /** What the drawing is, for those who do not see it. */
  label: string
  xLabel?: string | undefined
  yLabel?: string | undefined
  children: ReactNode
}

/** Axes with their ticks and names around a drawing. */
export function ChartFrame({ paper, x, y, label, xLabel, yLabel, children }: FrameProps) {
  const bottom = paper.height - paper.bottom
  const right = paper.width - paper.right
  return (
    <svg
      viewBox={`0 0 ${paper.width} ${paper.height}`}
      width={paper.width}
      height={paper.height}
      role="img"
      aria-label={label}
      className="block max-w-full font-ui text-[12px] tabular-nums"
    >
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={paper.left} x2={right} y1={y.at(tick)} y2={y.at(tick)} stroke="var(--rule)" />
          <text x={paper.left - 6} y={y.at(tick)} dy="0.35em" textAnchor="end" fill="var(--ink-faint)">
            {writeNumber(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <text key={tick} x={x.at(tick)} y={bottom + 16} textAnchor="middle" fill="var(--ink-faint)">
          {writeNumber(tick)}
        </text>
      ))}
      <line x1={paper.left} x2={right} y1={bottom} y2={bottom} stroke="var(--rule-strong)" />
      {xLabel && (
        <text x={(paper.left + right) / 2} y={paper.height - 8} textAnchor="middle" fill="var(--ink-soft)">
          {xLabel}
        </text>
      )}
      {yLabel && (
        <text
          dy="0.8em"
          transform={`translate(0 ${(paper.top + bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
          fill="var(--ink-soft)"
        >
          {yLabel}
        </text>
      )}
      {children}
    </svg>
  )
}

type EndLabel = { text: string; at: number; hue: number }

/** Names of lines where they end, pushed apart where they would overlap. */
export function EndLabels({ paper, labels }: { paper: Paper; labels: EndLabel[] }) {
  const places = spreadLabels(
    labels.map(({ at }) => at),
    14,
    paper.top + 6,
    paper.height - paper.bottom,
  )
  return labels.map(({ text, hue }, index) => (
    <text
      key={index}
      x={paper.width - paper.right + 6}
      y={places[index]}
      dy="0.35em"
      fill={hueOf(hue)}
      aria-hidden
    >
      {fitText(text, paper.right - 8)}
    </text>
  ))
}
