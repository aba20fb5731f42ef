import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { AttemptsTable } from '@/components/mentees/attempts-table'
import { CodeCells } from '@/components/mentees/code-cells'
import { CurveFigures } from '@/components/mentees/curve-figures'
import { standingText, StuckNote } from '@/components/mentees/standing'
import { requirePermission } from '@/lib/auth/viewer.server'
import { cellNames } from '@/lib/content/cell-names.server'
import { compiledLesson, findLesson } from '@/lib/content/source.server'
import { findMenteeWork } from '@/lib/mentoring/mentee-work.server'
import { menteeWords } from '@/lib/mentoring/words.server'

type Params = { params: Promise<{ person: string; lesson: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const viewer = await requirePermission('mentees.read')
  const { person, lesson } = await params
  const work = await findMenteeWork(viewer, person, lesson)
  const title = findLesson(lesson)?.text[viewer.locale].title
  return { title: work && title ? `${work.mentee.name} · ${title}` : menteeWords(viewer.locale)('title') }
}

export default async function MenteeWorkPage({ params }: Params) {
  const viewer = await requirePermission('mentees.read')
  const names = await params
  const lesson = findLesson(names.lesson)
  const work = lesson && (await findMenteeWork(viewer, names.person, lesson.id))
  if (!lesson || !work) notFound()
  const { locale } = viewer
  const words = menteeWords(locale)
  const { mentee, state } = work
  const [{ cells }, nameOf] = await Promise.all([
    compiledLesson(lesson.id, locale),
    cellNames([lesson.id], locale),
  ])
  const title = lesson.text[locale].title
  const heading = 'border-t border-rule-strong pt-3 font-body text-xl'
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <Link href={`/mentees/${mentee.id}`} className="link flex min-h-10 w-fit items-center text-small">
        {words('backToPerson', { name: mentee.name })}
      </Link>
      <h1 className="font-body text-3xl">
        <bdi>{mentee.name}</bdi> · {title}
      </h1>
      <p className={state?.verifiedAt ? 'mt-1 text-verdigris' : 'mt-1 text-ink-soft'}>
        {state
          ? standingText(state, () => title, nameOf, words)
          : words('work.notBegun', { name: mentee.name })}
      </p>
      {state?.stuck && (
        <div className="mt-4">
          <StuckNote stuck={state.stuck} cell={nameOf(lesson.id, state.stuck.cell)} words={words} />
        </div>
      )}
      <section aria-labelledby="curve" className="mt-8">
        <h2 id="curve" className={heading}>
          {words('work.curve')}
        </h2>
        {work.curve && work.curve.series.length > 0 ? (
          <CurveFigures curve={work.curve} words={words} />
        ) : (
          <p className="py-3 text-ink-soft">{words('work.noCurve')}</p>
        )}
      </section>
      <section aria-labelledby="attempts" className="mt-8">
        <h2 id="attempts" className={heading}>
          {words('work.attempts')}
        </h2>
        {work.attempts.length > 0 ? (
          <AttemptsTable
            attempts={work.attempts}
            pass={
              new Map(lesson.checks.flatMap((check) => ('pass' in check ? [[check.id, check.pass]] : [])))
            }
            words={words}
          />
        ) : (
          <p className="py-3 text-ink-soft">{words('work.noAttempts')}</p>
        )}
      </section>
      <section aria-labelledby="code" className="mt-8">
        <h2 id="code" className={heading}>
          {words('work.code')}
        </h2>
        <p className="text-small text-ink-faint">{words('work.codeNote')}</p>
        <CodeCells
          cells={cells.map(({ id, starter }) => ({ id, starter, name: nameOf(lesson.id, id) }))}
          sources={work.sources}
          stuckAt={state?.stuck?.cell}
          words={words}
        />
      </section>
    </div>
  )
}
