'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { submissionOf } from '@/lib/notebook/submission'
import { useNotebook } from '@/lib/notebook/use-notebook.client'
import { Attempts } from './attempts.client'

/** Whether a check has a verified submission of this learner. */
export const useVerified = (check: string) =>
  useNotebook((state) =>
    state.attempts.some((attempt) => attempt.check === check && attempt.verdict === 'verified'),
  )

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
  return (
    // No landmark: a lesson may have several, and their headings lead to each.
    <div
      className="submit notebook-ui"
      data-submit={check}
      data-verdict={submission?.verdict?.verdict ?? submission?.failure?.why}
      data-verified={verified ? '' : undefined}
    >
      <h3 className="submit-title">{t('title')}</h3>
      <p className="text-ink-soft">{about}</p>
      {children}
      <Attempts check={check} />
    </div>
  )
}
