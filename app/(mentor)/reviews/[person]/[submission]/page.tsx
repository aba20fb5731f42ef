import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { ReviewDesk } from '@/components/reviews/review-desk.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { cellNames } from '@/lib/content/cell-names.server'
import { findLesson, rubricOf } from '@/lib/content/source.server'
import { deskOf } from '@/lib/reviews/desk.server'
import { listQueue } from '@/lib/reviews/queue.server'
import { findReview } from '@/lib/reviews/work.server'

type Params = { params: Promise<{ person: string; submission: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews.desk'))('title') }
}

export default async function ReviewPage({ params }: Params) {
  const viewer = await requirePermission('reviews.write')
  const { person, submission } = await params
  const work = await findReview(viewer, person, submission)
  const lesson = work && findLesson(work.lesson)
  const rubric = lesson && rubricOf(lesson, work.check)
  if (!work || !lesson || !rubric) notFound()
  const { locale } = viewer
  const [t, nameOf, queue] = await Promise.all([
    getTranslations('reviews.desk'),
    cellNames([lesson.id], locale),
    listQueue(viewer),
  ])
  const named = { locale, nameOf: (cell: string) => nameOf(lesson.id, cell) }
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-8 sm:px-6">
      <Link href="/reviews" className="link flex min-h-10 w-fit items-center text-small">
        {t('back')}
      </Link>
      <h1 className="font-body text-3xl">
        <bdi>{work.name}</bdi> · {lesson.text[locale].title}
      </h1>
      <ReviewDesk desk={deskOf(work, rubric, named, queue)} />
    </div>
  )
}
