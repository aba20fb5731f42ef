import { ChartFigure } from '@/components/charts/chart-figure'
import { alignLines, type Panel, sampleRows, sortPanels } from '@/components/charts/live-panels'
import { lines } from '@/components/charts/options'
import { widenCurve } from '@/lib/notebook/curve'
import type { Curve } from '@/lib/progress/events'
import type { Words } from '@/lib/mentoring/words.server'

const TABLE_ROWS = 16
/** What the page has room for; a curve has at most eight series. */
const MOST_PANELS = 4

/** A finished training curve: one drawing a measure, its training and validation lines together. */
export function CurveFigures({ curve, words }: { curve: Curve; words: Words }) {
  const panels = sortPanels(widenCurve(curve)).slice(0, MOST_PANELS)
  return (
    <div className="grid gap-x-8 lg:grid-cols-2">
      {panels.map((panel) => (
        <PanelFigure key={panel.measure} panel={panel} words={words} />
      ))}
    </div>
  )
}

const show = (value: number) => String(Number(value.toPrecision(4)))

function PanelFigure({ panel, words }: { panel: Panel; words: Words }) {
  const ends = panel.lines.map((line) => {
    const last = line.y.findLast((y) => Number.isFinite(y))
    return words('chart.ends', { name: line.name, value: last === undefined ? 'NaN' : show(last) })
  })
  const dashed = panel.lines.some((line) => line.part === 'validation')
  const rows = sampleRows(alignLines(panel.lines), TABLE_ROWS)
  return (
    <ChartFigure
      description={words('chart.description', { measure: panel.measure })}
      caption={words(dashed ? 'chart.caption' : 'chart.captionPlain', {
        lines: ends.join(words('chart.comma')),
      })}
      tableLabel={words('chart.table')}
      width={480}
      height={240}
      draw={() =>
        lines({
          // Training first, so that it takes the solid line.
          lines: panel.lines
            .toSorted((a, b) => Number(a.part === 'validation') - Number(b.part === 'validation'))
            .map(({ name, x, y }) => ({
              name,
              points: x.map((step, index) => [step, Number.isFinite(y[index]!) ? y[index]! : null]),
            })),
          xName: words('chart.step'),
          yName: panel.measure,
        })
      }
      table={
        <table className="text-left text-small">
          <thead className="border-b border-rule text-ink-soft">
            <tr>
              {[words('chart.step'), ...panel.lines.map((line) => line.name)].map((name) => (
                <th key={name} scope="col" className="py-1 pr-6 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row[0]} className="border-b border-rule">
                {row.map((value, index) => (
                  <td key={index} className="py-1 pr-6 text-right tabular-nums">
                    {value === null ? '' : show(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
