import { getFormatter, getTranslations } from 'next-intl/server'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { LessonResult } from '@/lib/people/person.server'

/** Where someone stands in each lesson they opened; status and results, never code. */
export async function ResultsTable({
  rows,
  title,
}: {
  rows: LessonResult[]
  title: (lesson: string) => string
}) {
  const [t, format] = await Promise.all([getTranslations('people.person'), getFormatter()])
  if (rows.length === 0) return <p className="mt-3 text-ink-faint">{t('noResults')}</p>
  const date = (at: Date) => format.dateTime(at, { dateStyle: 'medium' })
  return (
    <>
      <p className="mt-1 text-small text-ink-faint">{t('noCode')}</p>
      <ScrollBox className="mt-2 overflow-x-auto" label={t('results')}>
        <table className="w-full text-left text-small">
          <thead className="border-b border-rule-strong text-ink-soft">
            <tr>
              {(['lesson', 'verified', 'minutes', 'last'] as const).map((column) => (
                <th key={column} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.lesson} className="border-b border-rule">
                <th scope="row" className="py-2 pr-6 font-medium">
                  {title(row.lesson)}
                </th>
                <td
                  className={`py-2 pr-6 whitespace-nowrap ${row.verifiedAt ? 'text-verdigris' : 'text-ink-faint'}`}
                >
                  {row.verifiedAt
                    ? `${date(row.verifiedAt)} · ${t(`by.${row.verifiedBy ?? 'checks'}`)}`
                    : t('notVerified')}
                </td>
                <td className="py-2 pr-6 whitespace-nowrap">
                  {t('minutesValue', { minutes: row.activeMinutes })}
                </td>
                <td className="py-2 whitespace-nowrap">{date(row.lastAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}
