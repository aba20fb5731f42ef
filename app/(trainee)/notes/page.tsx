import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { requirePermission } from '@/lib/auth/viewer.server'
import { compiledLesson, findLesson } from '@/lib/content/source.server'
import type { Locale } from '@/lib/curriculum/ids'
import { allMargins } from '@/lib/notes/notes.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notes'))('title') }
}

/** Title and headings of a lesson as this reader sees them; a lesson that is gone is called by its id. */
async function placesOf(id: string, locale: Locale) {
  const lesson = findLesson(id)
  if (!lesson) return { title: id, headings: new Map<string, string>() }
  const { toc } = await compiledLesson(lesson.id, locale)
  return { title: lesson.text[locale].title, headings: new Map(toc.map((entry) => [entry.id, entry.text])) }
}

export default async function NotesPage() {
  const viewer = await requirePermission('progress.write')
  const [t, locale, margins] = await Promise.all([getTranslations('notes'), getLocale(), allMargins(viewer)])
  const lessons = await Promise.all(
    margins.map(async (margin) => ({ ...margin, ...(await placesOf(margin.lesson, locale)) })),
  )
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      {lessons.length === 0 && <p className="mt-4 text-ink-soft">{t('empty')}</p>}
      {lessons.map(({ lesson, title, headings, notes, bookmarks }) => (
        <section key={lesson} className="mt-8 border-t border-rule-strong pt-3">
          <h2 className="font-body text-xl">
            <Link href={`/learn/${lesson}`} className="link">
              {title}
            </Link>
          </h2>
          {bookmarks.length > 0 && (
            <ul className="mt-2 flex flex-wrap gap-x-4 text-small">
              {bookmarks.map((anchor) => (
                <li key={anchor}>
                  <Link
                    href={
                      anchor === '' ? `/learn/${lesson}` : `/learn/${lesson}#${encodeURIComponent(anchor)}`
                    }
                    className="link inline-flex min-h-10 items-center"
                  >
                    {headings.get(anchor) ?? t('whole')}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <ul className="mt-3 grid gap-4">
            {notes.map(({ id, anchor, body }) => (
              <li key={id} className="border-l-2 border-rule pl-3">
                {anchor !== null && headings.has(anchor) && (
                  <p className="text-small text-ink-faint">{headings.get(anchor)}</p>
                )}
                <p className="whitespace-pre-wrap break-words">{body}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
