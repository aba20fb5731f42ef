'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { StaticCode } from '@/components/editor/static-code'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import type { SavedCell } from '@/lib/progress/cells'
import { Dialog } from './dialog.client'
import { Differences } from './differences.client'

type Loading = 'loading' | 'failed' | SavedCell[]

/** Every saved version of a cell; restoring one is an edit that can be undone. */
export function HistoryDialog({ cell, onClose }: { cell: string; onClose(): void }) {
  const t = useTranslations('notebook.history')
  const format = useFormatter()
  const lesson = useLesson()
  const dispatch = useDispatch()
  const present = useNotebook((state) => state.cells[cell]?.source ?? '')
  const [revisions, setRevisions] = useState<Loading>('loading')
  const [shown, setShown] = useState<number | null>(null)

  useEffect(() => {
    let gone = false
    const settle = (found: SavedCell[] | null) => {
      if (!gone) setRevisions(found?.toSorted((a, b) => b.revision - a.revision) ?? 'failed')
    }
    void import('@/lib/notebook/remote.client')
      .then(({ loadHistory }) => loadHistory(lesson.id, cell))
      .then(settle, () => settle(null))
    return () => {
      gone = true
    }
  }, [lesson.id, cell])

  return (
    <Dialog title={t('title')} onClose={onClose}>
      {revisions === 'loading' && <p>{t('loading')}</p>}
      {revisions === 'failed' && <p>{t('failed')}</p>}
      {Array.isArray(revisions) && revisions.length === 0 && <p>{t('empty')}</p>}
      {Array.isArray(revisions) && (
        <ol className="m-0 list-none p-0">
          {revisions.map((revision) => (
            <li key={revision.revision} className="border-t border-rule py-1">
              <div className="flex items-center justify-between gap-3">
                <button
                  type="button"
                  className="min-h-10 text-left text-ink hover:underline"
                  aria-expanded={shown === revision.revision}
                  onClick={() => setShown(shown === revision.revision ? null : revision.revision)}
                >
                  {t('revision', {
                    revision: revision.revision,
                    time: format.dateTime(new Date(revision.savedAt), {
                      dateStyle: 'medium',
                      timeStyle: 'short',
                    }),
                  })}
                </button>
                <button
                  type="button"
                  className="min-h-10 rounded border border-rule-strong px-3 text-ink hover:bg-paper-sunk"
                  onClick={() => {
                    dispatch({ type: 'restore', cell, source: revision.source })
                    onClose()
                  }}
                >
                  {t('restore')}
                </button>
              </div>
              {shown === revision.revision && (
                <div className="cell notebook-ui">
                  <p className="pt-1 text-ink-soft">{t('differences')}</p>
                  <Differences before={revision.source} after={present} label={t('differences')} />
                  <details>
                    <summary className="min-h-10 cursor-pointer py-2 text-ink-soft">{t('whole')}</summary>
                    <StaticCode source={revision.source} label={t('code', { revision: revision.revision })} />
                  </details>
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
