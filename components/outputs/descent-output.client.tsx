'use client'
import { useTranslations } from 'next-intl'
import { memo, useId } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame, EndLabels } from './chart-frame'
import { chooseLevels, drawPieces, traceLevel } from './contours'
import { FigureBox, NumbersTable } from './figure-box'
import { DASHES, hueOf } from './hues'
import { writeNumber } from './number'
import { axesOf, paperFor, tracePath } from './paper'
import { usePlayer } from './use-player.client'
import { useWidth } from './use-width.client'

type Descent = OutputOf<'descent'>
const LEVELS = 14

/** Points of a path up to a step. */
const reached = (steps: readonly number[], step: number) =>
  Math.max(
    0,
    steps.findLastIndex((each) => each <= step),
  )

type ContoursProps = { output: Descent; left: number; right: number; top: number; bottom: number }

/** Drawn once: while a path is played only the path moves. */
const Contours = memo(function Contours({ output, left, right, top, bottom }: ContoursProps) {
  const { columns, rows, surface } = output
  const at = ([column, row]: readonly [number, number]) =>
    [left + (column / (columns - 1)) * (right - left), bottom - (row / (rows - 1)) * (bottom - top)] as const
  return chooseLevels(surface, LEVELS).map((level, index) => (
    <path
      key={index}
      d={drawPieces(traceLevel({ columns, rows, values: surface }, level), at)}
      stroke="var(--rule-strong)"
      strokeOpacity={0.75 - 0.04 * index}
    />
  ))
})

/** Contours of a loss and the ways of several optimisers over it, walked step by step. */
export function DescentOutput({ output }: { output: Descent }) {
  const t = useTranslations('outputs')
  const clip = useId()
  const slider = useId()
  const [box, width] = useWidth(560)
  const { range, paths } = output
  const last = paths.reduce((most, { step }) => Math.max(most, step.at(-1) ?? 0), 0)
  const player = usePlayer(last)
  const paper = paperFor(
    width,
    Math.round(width * 0.66),
    paths.map((path) => path.label),
  )
  const { x, y } = axesOf(paper, [range.x0, range.x1], [range.y0, range.y1])
  const [left, right, top] = [paper.left, paper.width - paper.right, paper.top]
  const bottom = paper.height - paper.bottom
  const heads = paths.map((path) => reached(path.step, player.step))
  const inside = (at: number) => Math.min(bottom, Math.max(top, at))
  return (
    <FigureBox caption={output.caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={output.caption ?? t('descent')}
        xLabel={output.xLabel}
        yLabel={output.yLabel}
      >
        <clipPath id={clip}>
          <rect x={left} y={top} width={right - left} height={bottom - top} />
        </clipPath>
        <g clipPath={`url(#${clip})`} fill="none">
          <Contours output={output} left={left} right={right} top={top} bottom={bottom} />
          {paths.map((path, index) => {
            const until = heads[index]! + 1
            return (
              <g key={index} stroke={hueOf(index)}>
                <path
                  d={tracePath(path.x.slice(0, until), path.y.slice(0, until), x, y)}
                  strokeWidth={2}
                  strokeDasharray={DASHES[index]}
                />
                <circle
                  cx={x.at(path.x[heads[index]!]!) || 0}
                  cy={y.at(path.y[heads[index]!]!) || 0}
                  r={4.5}
                  fill={hueOf(index)}
                  stroke="var(--paper)"
                />
              </g>
            )
          })}
        </g>
        <EndLabels
          paper={paper}
          labels={paths.map((path, index) => ({
            text: path.label,
            at: inside(y.at(path.y[heads[index]!]!) || bottom),
            hue: index,
          }))}
        />
      </ChartFrame>
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="button"
          className="min-h-10 rounded border border-rule-strong px-4 motion-reduce:hidden"
          onClick={player.toggle}
        >
          {t(player.moving ? 'pause' : 'play')}
        </button>
        <label htmlFor={slider} className="sr-only">
          {t('stepLabel')}
        </label>
        <input
          id={slider}
          type="range"
          className="min-h-10 min-w-40 flex-1 accent-ember"
          min={0}
          max={last}
          value={player.step}
          onChange={(event) => player.set(Number(event.target.value))}
        />
        <output htmlFor={slider} className="min-w-24 tabular-nums text-ink-soft">
          {t('step', { step: player.step })}
        </output>
      </div>
      <NumbersTable
        label={t('descent')}
        columns={[t('path'), t('position'), t('lossHere'), t('lossLast')]}
        rows={paths.map((path, index) => {
          const head = heads[index]!
          const place = `(${writeNumber(path.x[head]!, 3)}, ${writeNumber(path.y[head]!, 3)})`
          return [path.label, place, path.loss[head], path.loss.at(-1)]
        })}
      />
    </FigureBox>
  )
}
