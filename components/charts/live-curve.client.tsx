'use client'
import { useTranslations } from 'next-intl'
import type { Series } from '@/lib/notebook/state'
import { writeNumber } from '../outputs/number'
import { ScrollBox } from '@/components/ui/scroll-box'
import { alignLines, sampleRows, sortPanels, type Panel } from './live-panels'
import { LivePanel } from './live-panel.client'

const ROWS = 20

/** Measures whose name we can say in the reader's language. */
const KNOWN = ['loss', 'accuracy', 'meanSquaredError'] as const

export function useMeasureName(): (measure: string) => string {
  const t = useTranslations('notebook.curve')
  return (measure) => {
    const known = KNOWN.find((name) => name === measure)
    return known ? t(`measure.${known}`) : measure
  }
}

/** Training as it happens: small panels, one per measure; the numbers are one key away. */
export function LiveCurve({ curve, totalSteps }: { curve: Series[]; totalSteps: number | null }) {
  const t = useTranslations('notebook.curve')
  const nameOf = useMeasureName()
  const panels = sortPanels(curve)
  const reached = Math.max(1, ...curve.map((series) => series.x.at(-1) ?? 0))
  return (
    <figure className="mx-0 my-3" aria-label={t('label')}>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
        {panels.map((panel) => (
          <LivePanel
            // Another set of lines is another chart.
            key={`${panel.measure} ${panel.lines.map((line) => line.part).join(' ')}`}
            measure={panel.measure}
            title={nameOf(panel.measure)}
            lines={panel.lines.map(({ part, x, y }) => ({
              label: t(part),
              dashed: part === 'validation',
              x,
              y,
            }))}
            end={Math.max(totalSteps ?? 0, reached)}
            xLabel={t('step')}
          />
        ))}
      </div>
      <Numbers panels={panels} />
    </figure>
  )
}

function Numbers({ panels }: { panels: Panel[] }) {
  const t = useTranslations('notebook.curve')
  const nameOf = useMeasureName()
  const columns = panels.flatMap((panel) =>
    panel.lines.map((line) => ({ ...line, label: `${nameOf(panel.measure)} · ${t(line.part)}` })),
  )
  const rows = sampleRows(alignLines(columns), ROWS)
  return (
    <details>
      <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">{t('table')}</summary>
      <ScrollBox className="max-w-full overflow-x-auto" label={t('table')}>
        <table className="border-collapse tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="border-b border-rule py-1 pr-4 text-right font-normal text-ink-soft">
                {t('step')}
              </th>
              {columns.map((column) => (
                <th key={column.name} scope="col" className="border-b border-rule py-1 pr-4 text-right">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((value, column) => (
                  <td key={column} className="border-b border-rule py-0.5 pr-4 text-right text-ink">
                    {value === null ? '—' : writeNumber(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  )
}
