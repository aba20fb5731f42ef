import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { standingText, StuckNote } from '@/components/mentees/standing'
import { requirePermission } from '@/lib/auth/viewer.server'
import { cellNames } from '@/lib/content/cell-names.server'
import { findLesson } from '@/lib/content/source.server'
import { minute } from '@/lib/insights/dates'
import { findMentee, type MenteeLesson } from '@/lib/mentoring/mentees.server'
import { percent } from '@/lib/mentoring/queue'
import { menteeWords, type Words } from '@/lib/mentoring/words.server'

type Params = { params: Promise<{ person: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const viewer = await requirePermission('mentees.read')
  const mentee = await findMentee(viewer, (await params).person)
  return { title: mentee?.name ?? menteeWords(viewer.locale)('title') }
}

export default async function MenteePage({ params }: Params) {
  const viewer = await requirePermission('mentees.read')
  const mentee = await findMentee(viewer, (await params).person)
  if (!mentee) notFound()
  const { locale } = viewer
  const words = menteeWords(locale)
  const title = (lesson: string) => findLesson(lesson)?.text[locale].title ?? lesson
  const cells = await cellNames(
    mentee.lessons.map(({ lesson }) => lesson),
    locale,
  )
  const place = { department: mentee.department[locale], number: mentee.number }
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <Link href="/mentees" className="link flex min-h-10 w-fit items-center text-small">
        {words('backToList')}
      </Link>
      <h1 className="font-body text-3xl">
        <bdi>{mentee.name}</bdi>
      </h1>
      <p className="mt-1 text-ink-soft">
        {mentee.cohort
          ? words('person.about', { ...place, cohort: mentee.cohort[locale] })
          : words('person.aboutWithout', place)}
      </p>
      <h2 className="mt-8 border-t border-rule-strong pt-3 font-body text-xl">{words('person.lessons')}</h2>
      {mentee.lessons.length === 0 ? (
        <p className="py-4 text-ink-soft">{words('person.empty', { name: mentee.name })}</p>
      ) : (
        <ul>
          {mentee.lessons.map((lesson) => (
            <li key={lesson.lesson} className="border-b border-rule py-4">
              <p className={lesson.verifiedAt ? 'text-verdigris' : undefined}>
                {standingText(lesson, title, cells, words)}
              </p>
              {lesson.stuck && (
                <div className="mt-2">
                  <StuckNote
                    stuck={lesson.stuck}
                    cell={cells(lesson.lesson, lesson.stuck.cell)}
                    words={words}
                  />
                </div>
              )}
              <LessonFigures lesson={lesson} words={words} />
              <Link
                href={`/mentees/${mentee.id}/${lesson.lesson}`}
                prefetch={false}
                aria-label={words('openLabel', { name: mentee.name, lesson: title(lesson.lesson) })}
                className="link flex min-h-10 w-fit items-center"
              >
                {words('open')}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function LessonFigures({ lesson, words }: { lesson: MenteeLesson; words: Words }) {
  const figures = [
    ['runs', words('figures.times', { runs: lesson.runs, failed: lesson.failedRuns })],
    ['active', words('figures.minutes', { minutes: lesson.activeMinutes })],
    ['last', minute(lesson.lastAt)],
    ['best', lesson.bestScore === null ? words('figures.none') : percent(lesson.bestScore)],
  ] as const
  return (
    <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-1 text-small">
      {figures.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="text-ink-faint">{words(`figures.${name}`)}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
