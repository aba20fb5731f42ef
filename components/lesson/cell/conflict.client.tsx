'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StaticCode } from '@/components/editor/static-code'
import type { Cell } from '@/lib/notebook/state'
import { useDispatch } from '@/lib/notebook/use-notebook.client'
import { Differences } from './differences.client'

const BUTTON = 'min-h-10 rounded border border-rule-strong px-3 text-ink hover:bg-paper-raised'

/** Two windows, two texts: the learner says which one stays. Neither is lost: the other becomes a version. */
export function Conflict({ cell }: { cell: Cell }) {
  const t = useTranslations('notebook.conflict')
  const dispatch = useDispatch()
  const [compares, setCompares] = useState(false)
  const theirs = cell.saving.conflict
  if (!theirs) return null
  return (
    <div className="my-2 rounded bg-caution-wash p-3 text-ink" role="alert">
      <p className="m-0">{t('text')}</p>
      <details className="mt-2" onToggle={(event) => setCompares(event.currentTarget.open)}>
        <summary className="min-h-10 cursor-pointer py-2">{t('differences')}</summary>
        {compares && <Differences before={theirs.source} after={cell.source} label={t('differences')} />}
      </details>
      <details className="mb-2">
        <summary className="min-h-10 cursor-pointer py-2">{t('show')}</summary>
        <StaticCode source={theirs.source} label={t('show')} />
      </details>
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className={BUTTON}
          onClick={() => dispatch({ type: 'keep-mine', cell: cell.id })}
        >
          {t('mine')}
        </button>
        <button
          type="button"
          className={BUTTON}
          onClick={() => dispatch({ type: 'take-theirs', cell: cell.id })}
        >
          {t('theirs')}
        </button>
      </div>
    </div>
  )
}
