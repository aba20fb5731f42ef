import { getLocale, getTranslations } from 'next-intl/server'
import { lessons } from '@/lib/content/source.server'
import type { Lesson } from '@/lib/curriculum/lesson'
import { NextLink } from './next-link.client'

/** The way on while the lesson is not verified; then its summary says where to go. Loud until that has arrived. */
export async function LessonFoot({ lesson }: { lesson: Lesson }) {
  const [t, locale] = await Promise.all([getTranslations('learn.lesson'), getLocale()])
  const all = lessons()
  const next = all[all.findIndex((other) => other.id === lesson.id) + 1]
  return (
    <footer className="mt-16 flex flex-wrap gap-3 border-t border-rule pt-6">
      {next ? (
        <NextLink href={`/learn/${next.id}`}>{t('next', { title: next.text[locale].title })}</NextLink>
      ) : (
        <NextLink href="/learn">{t('backToPath')}</NextLink>
      )}
    </footer>
  )
}
