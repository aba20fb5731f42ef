'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame } from './chart-frame'
import { FigureBox, FoldedTable, NumbersTable } from './figure-box'
import { writeFixed, writeNumber } from './number'
import { axesOf, paperFor, tracePath } from './paper'
import { measureAt, startOf } from './roc-measures'
import { useWidth } from './use-width.client'

const ROWS = 21

/** The curve, and one threshold on it that can be moved: everything that follows from it moves along. */
export function RocOutput({ output }: { output: OutputOf<'roc'> }) {
  const t = useTranslations('outputs')
  const slider = useId()
  const [box, width] = useWidth(460)
  const [index, setIndex] = useState(() => startOf(output))
  const { points, auc, caption } = output
  const paper = paperFor(width, Math.round(width * 0.86))
  const { x, y } = axesOf(paper, [0, 1], [0, 1])
  const all = points.map((_, place) => measureAt(output, place))
  const here = all[index]!
  const share = (value: number) => (Number.isNaN(value) ? t('none') : writeFixed(value, 3))
  const said =
    here.threshold === Infinity
      ? t('thresholdNone')
      : t('thresholdIs', { value: writeNumber(here.threshold, 3) })
  const sampled = Array.from({ length: Math.min(ROWS, all.length) }, (_, row) =>
    Math.round((row * (all.length - 1)) / Math.max(1, Math.min(ROWS, all.length) - 1)),
  )
  const curve = tracePath(
    all.map((point) => point.falsePositiveRate),
    all.map((point) => point.recall),
    x,
    y,
  )
  return (
    <FigureBox caption={caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={`${caption ?? t('roc')}, AUC ${auc.toFixed(3)}`}
        xLabel={t('falsePositiveRate')}
        yLabel={t('truePositiveRate')}
      >
        <path
          d={`${curve}L${x.at(1)} ${y.at(0)}L${x.at(0)} ${y.at(0)}Z`}
          fill="var(--data-1)"
          fillOpacity={0.1}
        />
        <line
          x1={x.at(0)}
          y1={y.at(0)}
          x2={x.at(1)}
          y2={y.at(1)}
          stroke="var(--rule-strong)"
          strokeDasharray="4 4"
        />
        <text x={x.at(0.62)} y={y.at(0.58)} fill="var(--ink-faint)">
          {t('chance')}
        </text>
        <path d={curve} fill="none" stroke="var(--data-1)" strokeWidth={2} />
        <text x={x.at(0.97)} y={y.at(0.06)} textAnchor="end" fill="var(--data-1)" fontSize={15}>
          AUC {auc.toFixed(3)}
        </text>
        <g stroke="var(--ember)" strokeDasharray="2 3">
          <line
            x1={x.at(0)}
            x2={x.at(here.falsePositiveRate)}
            y1={y.at(here.recall)}
            y2={y.at(here.recall)}
          />
          <line
            x1={x.at(here.falsePositiveRate)}
            x2={x.at(here.falsePositiveRate)}
            y1={y.at(0)}
            y2={y.at(here.recall)}
          />
        </g>
        <circle
          cx={x.at(here.falsePositiveRate)}
          cy={y.at(here.recall)}
          r={6}
          fill="var(--ember)"
          stroke="var(--paper)"
          strokeWidth={2}
        />
      </ChartFrame>
      <div className="flex max-w-115 flex-wrap items-center gap-x-3">
        <label htmlFor={slider}>{t('threshold')}</label>
        <input
          id={slider}
          type="range"
          className="min-h-10 min-w-40 flex-1 accent-ember"
          min={0}
          // To the right the threshold rises, as on any slider.
          max={points.length - 1}
          value={points.length - 1 - index}
          aria-valuetext={said}
          onChange={(event) => setIndex(points.length - 1 - Number(event.target.value))}
        />
        <output htmlFor={slider} className="w-full tabular-nums text-ink-soft">
          {said}
        </output>
      </div>
      <NumbersTable
        label={t('threshold')}
        columns={['', t('predictedPositive'), t('predictedNegative')]}
        rows={[
          [
            t('actualPositive'),
            t('truePositives', { count: here.truePositives }),
            t('falseNegatives', { count: here.falseNegatives }),
          ],
          [
            t('actualNegative'),
            t('falsePositives', { count: here.falsePositives }),
            t('trueNegatives', { count: here.trueNegatives }),
          ],
        ]}
      />
      <dl className="m-0 my-2 flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
        {(
          [
            [t('precision'), here.precision],
            [t('recall'), here.recall],
            ['F1', here.f1],
            [t('accuracy'), here.accuracy],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="m-0 font-semibold">{share(value)}</dd>
          </div>
        ))}
      </dl>
      <FoldedTable
        columns={[t('threshold'), t('truePositiveRate'), t('falsePositiveRate'), t('precision'), 'F1']}
        rows={sampled.map((place) => {
          const point = all[place]!
          return [
            point.threshold,
            writeFixed(point.recall, 3),
            writeFixed(point.falsePositiveRate, 3),
            share(point.precision),
            writeFixed(point.f1, 3),
          ]
        })}
      />
    </FigureBox>
  )
}
