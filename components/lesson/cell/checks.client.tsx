'use client'
import Check from 'lucide-react/icons/check'
import CircleAlert from 'lucide-react/icons/circle-alert'
import { useTranslations } from 'next-intl'
import type { CheckResult } from '@/lib/notebook/state'

/** What the lesson's own checks found in this page. Guidance: only the server verifies, so nothing here is verdigris. */
export function Checks({ results }: { results: CheckResult[] }) {
  const t = useTranslations('notebook.checks')
  if (results.length === 0) return null
  return (
    <ul className="my-2 list-none p-0" aria-label={t('label')}>
      {results.map(({ id, passed, message }) => (
        <li key={id} className="m-0 flex items-baseline gap-2 p-0 py-0.5 text-ink">
          {passed ? (
            <Check size={14} className="shrink-0 translate-y-0.5 text-ink-soft" aria-hidden />
          ) : (
            <CircleAlert size={14} className="shrink-0 translate-y-0.5 text-caution" aria-hidden />
          )}
          <span>
            <span className="font-semibold">{passed ? t('passed') : t('failed')}</span>
            {message && <span className="whitespace-pre-wrap"> {message}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
