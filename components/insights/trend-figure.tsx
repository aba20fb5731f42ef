import { ChartFigure } from '@/components/charts/chart-figure'
import { bars } from '@/components/charts/options'
import type { Locale } from '@/lib/curriculum/ids'
import { shortDay } from '@/lib/insights/dates'
import type { Figure } from '@/lib/insights/figure.server'
import type { Week } from '@/lib/insights/figures/trend.server'
import type { Words } from '@/lib/insights/words.server'
import { Definition } from './figure-block'

type Props = { figure: Figure<'trend', Week[]>; words: Words; locale: Locale }

export function TrendFigure({ figure, words, locale }: Props) {
  return (
    <section aria-labelledby="trend" className="border-t border-rule-strong pt-3">
      <h2 id="trend" className="font-body text-xl">
        {words('figures.trend')}
      </h2>
      {figure.kind === 'shown' ? (
        <Chart weeks={figure.value} words={words} locale={locale} />
      ) : (
        <p className="py-3 text-ink-soft">{words(`hidden.${figure.kind}`)}</p>
      )}
      <Definition figure={figure} words={words} />
    </section>
  )
}

function Chart({ weeks, words, locale }: { weeks: Week[]; words: Words; locale: Locale }) {
  const counts = weeks.map((week) => week.completions)
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return <p className="py-3 text-ink-soft">{words('chart.empty')}</p>
  const labels = weeks.map((week) => shortDay(week.monday, locale))
  return (
    <ChartFigure
      description={words('chart.description')}
      caption={words('chart.caption', { weeks: weeks.length, total, most: Math.max(...counts) })}
      tableLabel={words('chart.table')}
      draw={(narrow) =>
        bars({
          labels,
          values: counts,
          xName: words('chart.week'),
          yName: words('chart.completions'),
          numbered: weeks.length <= (narrow ? 14 : 30),
        })
      }
      table={
        <table className="text-left text-small">
          <thead className="border-b border-rule text-ink-soft">
            <tr>
              <th scope="col" className="py-1 pr-8 font-medium">
                {words('chart.week')}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {words('chart.completions')}
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.monday} className="border-b border-rule">
                <th scope="row" className="py-1 pr-8 font-normal tabular-nums">
                  {week.monday}
                </th>
                <td className="py-1 text-right tabular-nums">{week.completions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
