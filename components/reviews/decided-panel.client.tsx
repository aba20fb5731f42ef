'use client'
import { useFormatter, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isTyping, pressed } from '@/lib/browser/keys'
import type { Desk } from '@/lib/reviews/desk'
import { judgePoints } from '@/lib/reviews/judge-points'
import { ReopenForm } from './reopen-form.client'
import { RubricList } from './rubric-list'

/** What was decided, and the way on to the next one. */
export function DecidedPanel({ desk, decided }: { desk: Desk; decided: NonNullable<Desk['decided']> }) {
  const t = useTranslations('reviews.desk')
  const format = useFormatter()
  const router = useRouter()
  const { sum, most } = judgePoints(desk, decided.points)
  const href = desk.next ? `/reviews/${desk.next.learner}/${desk.next.submission}` : '/reviews'
  useEffect(() => {
    const go = (event: KeyboardEvent) =>
      pressed(event, () => {
        if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return
        if (!isTyping(event.target)) router.push(href)
      })
    window.addEventListener('keydown', go)
    return () => window.removeEventListener('keydown', go)
  }, [href, router])
  return (
    <section aria-labelledby="decided" data-decided={decided.decision}>
      <h2 id="decided" className="border-t border-rule-strong pt-3 font-body text-xl">
        {t(`was.${decided.decision}`)}
      </h2>
      <p className="text-small text-ink-soft tabular-nums">
        {format.dateTime(new Date(decided.at), { dateStyle: 'medium', timeStyle: 'short' })}{' '}
        {t('sum', { sum, most, accept: desk.accept.points })}
      </p>
      {decided.isOutdated && <p className="text-small text-caution">{t('outdated')}</p>}
      {decided.overrideFor !== null && (
        <p className="text-small text-caution">{t('against', { reason: decided.overrideFor })}</p>
      )}
      <p className="whitespace-pre-line py-2">
        <bdi>{decided.summary}</bdi>
      </p>
      <RubricList criteria={desk.criteria} points={decided.points} />
      <Link href={href} className="button mt-3" aria-keyshortcuts="N">
        {t(desk.next ? 'next' : 'back')}
      </Link>
      {decided.mayReopen && (
        <ReopenForm learner={desk.learner} submission={desk.submission} decision={decided.decision} />
      )}
    </section>
  )
}
