import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { CellConfusion } from '@/lib/confusion/confusion'
import { cellAnchor } from '@/lib/content/anchors'

type Props = { lesson: string; cells: readonly CellConfusion[]; nameOf: (cell: string) => string }

/** The lesson from top to bottom; a short bar is where people stay behind. */
export async function ConfusionMap({ lesson, cells, nameOf }: Props) {
  const [t, format] = await Promise.all([getTranslations('confusion'), getFormatter()])
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <ol className="mt-6 border-t border-rule-strong">
      {cells.map(({ cell, people, told }) => (
        <li key={cell} className="grid gap-x-6 gap-y-1 border-b border-rule py-4 sm:grid-cols-[14rem_1fr]">
          <div>
            <Link
              href={`/learn/${lesson}#${cellAnchor(cell)}`}
              prefetch={false}
              className="link inline-flex min-h-10 items-center"
            >
              {nameOf(cell)}
            </Link>
          </div>
          {told === null ? (
            <p className="self-center text-small text-ink-faint">{t('few')}</p>
          ) : (
            <div>
              <div aria-hidden="true" className="mt-2 h-2 bg-paper-sunk">
                <div
                  data-bar
                  className={told.passing < 0.7 ? 'h-full bg-ember' : 'h-full bg-rule-strong'}
                  style={{ width: percent(told.passing) }}
                />
              </div>
              <p className="mt-1 text-small tabular-nums">
                {t('passing', { share: percent(told.passing), people })}
                {told.medianRuns !== null && ` · ${t('runs', { runs: told.medianRuns })}`}
              </p>
              {told.errors.length > 0 && (
                <ul className="mt-2 grid gap-1">
                  {told.errors.map(({ error, people: hit }) => (
                    <li key={error} className="grid grid-cols-[4.5rem_1fr] gap-2 text-small">
                      <span className="text-ink-faint tabular-nums">{t('met', { people: hit })}</span>
                      <code className="font-code [overflow-wrap:anywhere]">{error}</code>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
