'use client'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { Outputs } from '@/components/outputs/outputs.client'
import { CodeLines } from './code-lines.client'

const DiffView = dynamic(() => import('./diff-view.client'))

/** A cell as it was handed in: its code by lines that can be commented on, and what it showed. */
export function WorkCell(props: ComponentProps<typeof CodeLines>) {
  const t = useTranslations('reviews.desk')
  const [view, setView] = useState<'code' | 'diff'>('code')
  const { cell } = props
  return (
    <article className="mt-5" id={`cell-${cell.id}`}>
      <header className="flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="text-small font-medium">{cell.name}</h3>
        {cell.before !== null && (
          <button
            type="button"
            className="button"
            aria-pressed={view === 'diff'}
            onClick={() => setView(view === 'diff' ? 'code' : 'diff')}
          >
            {t(view === 'diff' ? 'showCode' : 'showDiff')}
          </button>
        )}
      </header>
      {view === 'diff' && cell.before !== null ? (
        <DiffView before={cell.before} after={cell.source} label={t('diffLabel', { cell: cell.name })} />
      ) : (
        <CodeLines {...props} />
      )}
      {cell.outputs.length > 0 && (
        <div className="mt-2 border-l-2 border-rule pl-3">
          <Outputs outputs={cell.outputs} room={cell.room.marks} />
        </div>
      )}
    </article>
  )
}
