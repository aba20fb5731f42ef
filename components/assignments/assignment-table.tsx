import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { Counts } from '@/lib/assignments/members.server'
import type { Assignment } from '@/lib/assignments/read.server'

/** What was given to whom, and how far everybody is. */
export async function AssignmentTable({ rows }: { rows: (Assignment & { counts: Counts })[] }) {
  const [t, locale] = await Promise.all([getTranslations('assignments'), getLocale()])
  return (
    <ScrollBox className="mt-6 overflow-x-auto" label={t('title')}>
      <table className="w-full text-left text-small">
        <thead className="border-b border-rule-strong text-ink-soft">
          <tr>
            {(['what', 'who', 'due', 'done', 'overdue'] as const).map((column) => (
              <th key={column} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, subject, title, audienceName, dueOn, cancelledAt, counts }) => (
            <tr key={id} className={`border-b border-rule ${cancelledAt ? 'text-ink-faint' : ''}`}>
              <th scope="row" className="min-w-48 pr-6 font-medium">
                <Link
                  href={`/assignments/${id}`}
                  prefetch={false}
                  className="link inline-flex min-h-10 items-center"
                >
                  {title[locale]}
                </Link>{' '}
                <span className="font-normal text-ink-faint">{t(subject)}</span>
              </th>
              <td className="py-2 pr-6">{audienceName[locale]}</td>
              <td className="py-2 pr-6 whitespace-nowrap">{cancelledAt ? t('cancelled') : dueOn}</td>
              <td className="py-2 pr-6 whitespace-nowrap">
                {t('of', { done: counts.done, people: counts.people - counts.waived })}
              </td>
              <td className={`py-2 ${counts.overdue > 0 && !cancelledAt ? 'text-danger' : 'text-ink-faint'}`}>
                {counts.overdue}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
