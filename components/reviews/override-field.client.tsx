'use client'
import { useTranslations } from 'next-intl'
import { opposite } from '@/lib/reviews/judge-points'

type Props = {
  /** What the points come to. */
  decision: 'accepted' | 'returned'
  isOpen: boolean
  /** Null while the sum decides. */
  reason: string | null
  onChange: (reason: string | null) => void
}

/** Deciding against the sum, where the rubric allows it; the trainee reads why. */
export function OverrideField({ decision, isOpen, reason, onChange }: Props) {
  const t = useTranslations('reviews.override')
  return (
    <div className="pb-2">
      <label className="flex min-h-10 w-fit items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-[var(--ember)]"
          checked={reason !== null}
          disabled={!isOpen}
          onChange={(event) => onChange(event.target.checked ? '' : null)}
        />
        {t(`against.${opposite(decision)}`)}
      </label>
      {reason !== null && (
        <label className="grid gap-1 text-small text-ink-soft">
          {t('reason')}
          <textarea
            className="field text-ui text-ink"
            rows={2}
            maxLength={500}
            value={reason}
            disabled={!isOpen}
            onChange={(event) => onChange(event.target.value)}
          />
        </label>
      )}
    </div>
  )
}
