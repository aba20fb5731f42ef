import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { requirePermission } from '@/lib/auth/viewer.server'
import { lessons } from '@/lib/content/source.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('confusion'))('title') }
}

export default async function ConfusionIndex() {
  await requirePermission('confusion.read')
  const [t, locale] = await Promise.all([getTranslations('confusion'), getLocale()])
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{t('choose')}</p>
      <ol className="mt-6 border-t border-rule">
        {lessons().map((lesson) => (
          <li key={lesson.id} className="border-b border-rule">
            <Link
              href={`/confusion/${lesson.id}`}
              prefetch={false}
              className="flex min-h-12 items-center hover:text-ember"
            >
              {lesson.text[locale].title}
            </Link>
          </li>
        ))}
      </ol>
    </div>
  )
}
