import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BlockProps } from '@/lib/content/blocks'

/** One step of help. The next step shows when this one has been opened (see `blocks.css`); no script needed. */
export function Hint({ for: cell, step, children }: BlockProps<'Hint'>) {
  const t = useTranslations('lesson')
  return (
    <details className="lesson-hint" data-cell={cell} data-step={step}>
      <summary>
        <ChevronRight aria-hidden size={16} strokeWidth={1.75} />
        {t('hint', { step })}
      </summary>
      <div className="lesson-hint-body">{children}</div>
    </details>
  )
}
