'use client'
import BadgeCheck from 'lucide-react/icons/badge-check'
import { useTranslations } from 'next-intl'
import { verifiedChecks } from '@/lib/notebook/select'
import { useNotebook } from '@/lib/notebook/use-notebook.client'

/** That the server has verified all of this lesson, for whoever comes back to it. */
export function VerifiedBadge() {
  const t = useTranslations('notebook.submit')
  const verified = useNotebook((state) => state.verified)
  return (
    verified && (
      <span className="inline-flex items-center gap-1 text-verdigris" data-lesson-verified>
        <BadgeCheck size={16} aria-hidden />
        {t('lessonVerified')}
      </span>
    )
  )
}

/** How many of the lesson's checks the server has verified. */
export function VerifiedCount() {
  const t = useTranslations('notebook.submit')
  const all = useNotebook((state) => state.checks.length)
  const done = useNotebook(verifiedChecks)
  return (
    all > 0 && (
      <p className={`mt-4 ${done === all ? 'text-verdigris' : 'text-ink-soft'}`} data-verified-count={done}>
        {t('verifiedCount', { done, all })}
      </p>
    )
  )
}
