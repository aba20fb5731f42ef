import type { Metadata } from 'next'
import { Desk } from '@/components/mentees/desk'
import { requirePermission } from '@/lib/auth/viewer.server'
import { cellNames } from '@/lib/content/cell-names.server'
import { findLesson } from '@/lib/content/source.server'
import { listMentees } from '@/lib/mentoring/mentees.server'
import { arrangeDesk } from '@/lib/mentoring/queue'
import { menteeWords } from '@/lib/mentoring/words.server'

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await requirePermission('mentees.read')
  return { title: menteeWords(viewer.locale)('title') }
}

export default async function MenteesPage() {
  const viewer = await requirePermission('mentees.read')
  const words = menteeWords(viewer.locale)
  const mentees = await listMentees(viewer)
  const desk = arrangeDesk(mentees)
  const title = (lesson: string) => findLesson(lesson)?.text[viewer.locale].title ?? lesson
  const cells = await cellNames(
    mentees.flatMap((mentee) => mentee.lessons.map(({ lesson }) => lesson)),
    viewer.locale,
  )
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{words('title')}</h1>
      {mentees.length === 0 ? (
        <p className="mt-4 max-w-[36em] text-ink-soft">{words('empty')}</p>
      ) : (
        <>
          <p className="mt-2 text-ink-soft">
            {words('lead', { count: mentees.length, stuck: desk.stuck.length })}
          </p>
          <Desk desk={desk} title={title} cells={cells} words={words} />
        </>
      )}
    </div>
  )
}
