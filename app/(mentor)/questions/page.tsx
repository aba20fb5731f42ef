import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { AnswerForm } from '@/components/questions/answer-form.client'
import { PageLinks } from '@/components/ui/page-links'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'
import { cellNames } from '@/lib/content/cell-names.server'
import { findLesson } from '@/lib/content/source.server'
import { questionQueue } from '@/lib/questions/questions.server'
import { cellAnchor } from '@/lib/content/anchors'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('questions'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function QuestionsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('questions.answer')
  const cursor = Cursor.safeParse((await searchParams)['cursor']).data
  const [t, format, locale, { rows: queue, waiting, ...pages }] = await Promise.all([
    getTranslations('questions'),
    getFormatter(),
    getLocale(),
    questionQueue(viewer, cursor),
  ])
  const nameOf = await cellNames(
    queue.map(({ lesson }) => lesson),
    locale,
  )
  return (
    <div className="mx-auto max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{queue.length === 0 ? t('empty') : t('lead', { count: waiting })}</p>
      <ol>
        {queue.map((question) => (
          <li
            key={`${question.learner} ${question.id}`}
            className="mt-6 border-t border-rule-strong pt-3 text-ui"
          >
            <p className="flex flex-wrap items-baseline gap-x-3 text-small text-ink-faint">
              <span className="text-ui text-ink">{question.name}</span>
              {question.mentee && <span>{t('mentee')}</span>}
              <span>{t('since', { when: format.relativeTime(new Date(question.at), new Date()) })}</span>
              <Link
                href={`/learn/${question.lesson}#${cellAnchor(question.cell)}`}
                className="link inline-flex min-h-10 items-center"
                prefetch={false}
              >
                {findLesson(question.lesson)?.text[locale].title ?? question.lesson} ·{' '}
                {nameOf(question.lesson, question.cell)}
              </Link>
              {question.mentee && (
                <Link
                  href={`/mentees/${question.learner}/${question.lesson}`}
                  className="link inline-flex min-h-10 items-center"
                  prefetch={false}
                >
                  {t('code')}
                </Link>
              )}
            </p>
            <p className="mt-1 whitespace-pre-wrap break-words">{question.body}</p>
            {question.answers.map((given) => (
              <div key={given.id} className="mt-2 border-l-2 border-verdigris pl-3">
                <p className="text-small text-ink-faint">
                  {t('answer', { name: given.author })} ·{' '}
                  {format.dateTime(new Date(given.at), { month: 'short', day: 'numeric' })}
                </p>
                <p className="whitespace-pre-wrap break-words">{given.body}</p>
              </div>
            ))}
            <AnswerForm learner={question.learner} question={question.id} />
          </li>
        ))}
      </ol>
      <PageLinks {...pages} href={(to) => `/questions?${new URLSearchParams({ cursor: to })}`} />
    </div>
  )
}
