import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { QueueList } from '@/components/reviews/queue-list'
import { requirePermission } from '@/lib/auth/viewer.server'
import { listQueue } from '@/lib/reviews/queue.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews.queue'))('title') }
}

export default async function ReviewsPage() {
  const viewer = await requirePermission('reviews.write')
  const [t, format, rows] = await Promise.all([
    getTranslations('reviews.queue'),
    getFormatter(),
    listQueue(viewer),
  ])
  const [first] = rows
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      {first ? (
        <>
          <p className="mt-2 text-ink-soft">
            {t('lead', { count: rows.length, since: format.relativeTime(first.queuedAt, new Date()) })}
          </p>
          <QueueList rows={rows} locale={viewer.locale} />
        </>
      ) : (
        <p className="mt-4 max-w-[36em] text-ink-soft">{t('empty')}</p>
      )}
    </div>
  )
}
