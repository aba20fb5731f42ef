'use client'
import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ChartFrame, EndLabels } from './chart-frame'
import { FigureBox, NumbersTable } from './figure-box'
import { DASHES, hueOf } from './hues'
import { axesOf, paperFor, tracePath, withAir } from './paper'
import { plotRange } from './plot-range'
import { standingOf, winnerOf } from './run-standing'
import { useWidth } from './use-width.client'

/** Several trainings in one chart and one table: the best value, when it was reached, and where the run ended. */
export function RunsOutput({ output }: { output: OutputOf<'runs'> }) {
  const t = useTranslations('outputs')
  const [box, width] = useWidth()
  const { runs, metric, lower, caption } = output
  const dashed = runs.some(({ training }) => training)
  const paper = paperFor(
    width,
    300,
    runs.map(({ name }) => name),
  )
  const longest = runs.reduce((most, { values }) => Math.max(most, values.length), 2)
  const epochs = Array.from({ length: longest }, (_, index) => index + 1)
  const heights = withAir(plotRange(runs.flatMap(({ values, training = [] }) => [values, training])))
  const { x, y } = axesOf(paper, [1, longest], heights)
  const standings = runs.map(({ values }) => standingOf(values, lower))
  const winner = winnerOf(standings, lower)
  const inside = (value: number) => Math.min(heights[1], Math.max(heights[0], value))
  return (
    <FigureBox caption={caption} box={box}>
      <ChartFrame
        paper={paper}
        x={x}
        y={y}
        label={caption ?? t('runs', { metric })}
        xLabel={t('epoch')}
        yLabel={metric}
      >
        {runs.map((run, index) => {
          const { epoch, best } = standings[index]!
          return (
            <g key={index} fill="none" stroke={hueOf(index)} strokeWidth={1.9}>
              {run.training && (
                <path d={tracePath(epochs, run.training, x, y)} strokeDasharray="3 4" strokeWidth={1.2} />
              )}
              <path
                d={tracePath(epochs, run.values, x, y)}
                strokeDasharray={dashed || index < 5 ? undefined : DASHES[index]}
              />
              {epoch > 0 && <circle cx={x.at(epoch)} cy={y.at(inside(best))} r={4} fill="var(--paper)" />}
            </g>
          )
        })}
        <EndLabels
          paper={paper}
          labels={runs.map((run, index) => ({
            text: run.name,
            at: y.at(inside(run.values.findLast(Number.isFinite) ?? heights[0])),
            hue: index,
          }))}
        />
      </ChartFrame>
      {dashed && (
        <p className="m-0 text-ink-soft">{t('runsDashed', { metric, training: metric.slice(4) })}</p>
      )}
      <NumbersTable
        label={t('runs', { metric })}
        columns={[t('run'), t('best'), t('bestEpoch'), t('last')]}
        rows={runs.map(({ name }, index) => {
          const { best, epoch, last } = standings[index]!
          return [index === winner && runs.length > 1 ? `${name} ◂ ${t('winner')}` : name, best, epoch, last]
        })}
      />
    </FigureBox>
  )
}
