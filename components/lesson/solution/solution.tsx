'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StaticCode } from '@/components/editor/static-code'
import { useDispatch, useHandle } from '@/lib/notebook/use-notebook.client'

type Shown =
  | { is: 'closed' }
  | { is: 'loading' }
  | { is: 'failed'; why: string }
  | { is: 'open'; source: string }

/** The author's solution of a cell: quiet, and opened by the server only once something was tried. */
export function Solution({ for: cell }: { for: string }) {
  const t = useTranslations('notebook.solution')
  const notebook = useHandle()
  const dispatch = useDispatch()
  const { readOnly, solutions } = notebook.lesson
  const [shown, setShown] = useState<Shown>({ is: 'closed' })

  async function open() {
    setShown({ is: 'loading' })
    try {
      // The server goes by what has been saved.
      await notebook.flush()
      const { loadSolution } = await import('@/lib/notebook/remote.client')
      const answer = await loadSolution(notebook.lesson.id, cell)
      setShown(
        'source' in answer
          ? { is: 'open', source: answer.source }
          : { is: 'failed', why: answer.failed || t('offline') },
      )
    } catch (error) {
      setShown({ is: 'failed', why: t('offline') })
      if (!(error instanceof TypeError)) throw error
    }
  }

  if (readOnly || !solutions.includes(cell)) return null
  return (
    <div className="cell-solution notebook-ui">
      <button
        type="button"
        className="min-h-10 text-ink-soft underline decoration-rule-strong underline-offset-4 hover:text-ink"
        aria-expanded={shown.is === 'open'}
        disabled={shown.is === 'loading'}
        onClick={() => (shown.is === 'open' ? setShown({ is: 'closed' }) : void open())}
      >
        {shown.is === 'open' ? t('close') : shown.is === 'loading' ? t('loading') : t('open')}
      </button>
      {shown.is === 'failed' && (
        <output className="block text-ink-soft" data-told>
          {shown.why}
        </output>
      )}
      {shown.is === 'open' && (
        <>
          <StaticCode source={shown.source} label={t('label')} />
          <button
            type="button"
            className="min-h-10 text-ink-soft hover:text-ink"
            onClick={() => dispatch({ type: 'restore', cell, source: shown.source })}
          >
            {t('use')}
          </button>
        </>
      )}
    </div>
  )
}
