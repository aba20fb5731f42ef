'use client'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'

/** Fetched when two texts are first compared. */
const DiffView = dynamic(() => import('@/components/reviews/diff-view.client'))

export function Differences({ before, after, label }: { before: string; after: string; label: string }) {
  const t = useTranslations('notebook.history')
  return before === after ? (
    <p className="py-2 text-ink-soft">{t('same')}</p>
  ) : (
    <DiffView before={before} after={after} label={label} />
  )
}
