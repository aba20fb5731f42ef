import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { TrackEntry } from '@/components/path/track-entry'
import { requirePermission } from '@/lib/auth/viewer.server'
import { myPath } from '@/lib/path/my-path.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('path.tracks'))('title') }
}

export default async function TracksPage() {
  const viewer = await requirePermission('progress.write')
  const [mine, t, learn, locale] = await Promise.all([
    myPath(viewer),
    getTranslations('path.tracks'),
    getTranslations('learn'),
    getLocale(),
  ])
  return (
    <div className="mx-auto max-w-[52rem] px-4 py-10 sm:px-6 sm:py-14">
      <p className="text-small">
        <Link href="/learn" className="link">
          {learn('lesson.backToPath')}
        </Link>
      </p>
      <h1 className="mt-3 font-body text-3xl leading-snug">{t('title')}</h1>
      <p className="mt-3 text-ink-soft">{t('lead')}</p>
      {!mine.hasPlace && <p className="mt-3 text-caution">{t('noPlace')}</p>}
      <ol className="mt-8">
        {mine.catalog.tracks.map((track) => (
          <TrackEntry key={track.id} track={track} mine={mine} locale={locale} />
        ))}
      </ol>
    </div>
  )
}
