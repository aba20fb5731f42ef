import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { findLesson } from '@/lib/content/source.server'
import type { Locale } from '@/lib/curriculum/ids'
import type { QueueRow } from '@/lib/reviews/queue.server'

/** What waits, the longest first. */
export async function QueueList({ rows, locale }: { rows: readonly QueueRow[]; locale: Locale }) {
  const [t, format] = await Promise.all([getTranslations('reviews.queue'), getFormatter()])
  return (
    <ol className="mt-6 border-t border-rule-strong">
      {rows.map((row) => {
        const lesson = findLesson(row.lesson)?.text[locale].title ?? row.lesson
        return (
          <li
            key={row.submission}
            className="grid items-baseline gap-x-6 gap-y-1 border-b border-rule py-3 sm:grid-cols-[9rem_1fr_auto]"
          >
            <p className="text-small text-ink-soft tabular-nums">
              <time dateTime={row.queuedAt.toISOString()}>
                {t('waits', { since: format.relativeTime(row.queuedAt, new Date()) })}
              </time>
            </p>
            <div>
              <Link
                href={`/reviews/${row.learner}/${row.submission}`}
                prefetch={false}
                className="link flex min-h-10 w-fit items-center font-medium"
              >
                <bdi>{row.name}</bdi> · {lesson}
              </Link>
              <p className="text-small text-ink-soft">
                {[row.attempt > 1 && t('attempt', { attempt: row.attempt }), row.isShared && t('shared')]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <p className="text-small text-ink-soft">
              {row.held && (row.held.mine ? t('heldByMe') : t('held', { name: row.held.by }))}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
