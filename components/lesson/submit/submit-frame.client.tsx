'use client'
import BadgeCheck from 'lucide-react/icons/badge-check'
import { useFormatter, useTranslations } from 'next-intl'
import { useRef, type ReactNode } from 'react'
import { useKeptPlace } from '@/lib/browser/kept-place.client'
import { submissionOf } from '@/lib/notebook/submission'
import { useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { Attempts, useScore } from './attempts.client'

/** Whether a check has a verified submission of this learner. */
export const useVerified = (check: string) =>
  useNotebook((state) =>
    state.attempts.some(
      (attempt) => attempt.check === check && attempt.verdict === 'verified' && attempt.counts,
    ),
  )

/** The verdict of an earlier visit. */
function Settled({ check }: { check: string }) {
  const t = useTranslations('notebook.submit')
  const format = useFormatter()
  const best = useNotebook((state) =>
    state.attempts.findLast((attempt) => attempt.check === check && attempt.verdict === 'verified'),
  )
  const { checks } = useLesson()
  const say = useScore(checks.find((one) => one.id === check))
  if (!best) return null
  const time = format.dateTime(new Date(best.at), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <p className="flex items-center gap-2 py-2 font-semibold text-verdigris" data-settled>
      <BadgeCheck size={18} className="shrink-0" aria-hidden />
      {best.kind === 'model' && best.score !== null
        ? t('verifiedScoreOn', { score: say({ ...best, score: best.score }), time })
        : t('verifiedOn', { time })}
    </p>
  )
}

/** What every kind has around it: a title, what will happen, and below the earlier attempts. */
export function SubmitFrame({
  check,
  about,
  children,
}: {
  check: string
  about: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('notebook.submit')
  const submission = useNotebook((state) => submissionOf(state, check))
  const verified = useVerified(check)
  const kind = useLesson().checks.find((one) => one.id === check)?.kind ?? 'code'
  const frame = useRef<HTMLDivElement>(null)
  useKeptPlace(frame)
  return (
    // No landmark: a lesson may have several, and their headings lead to each.
    <div
      ref={frame}
      id={`submit-${check}`}
      className="submit notebook-ui"
      data-submit={check}
      data-verdict={submission?.verdict?.verdict ?? submission?.failure?.why}
      data-verified={verified ? '' : undefined}
    >
      <h3 className="submit-title">{t(`kind.${kind}`)}</h3>
      <p className="text-ink-soft">{about}</p>
      {children}
      {!submission && <Settled check={check} />}
      <Attempts check={check} />
    </div>
  )
}
