'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { unsolvedBefore } from '@/lib/notebook/select'
import type { Run } from '@/lib/notebook/state'
import { useNotebook } from '@/lib/notebook/use-notebook.client'
import { useCellName } from './cell-name.client'
import { useDied } from './died.client'
import type { KernelError } from '@/lib/runtime/protocol'
import { cellAnchor } from '@/lib/content/anchors'

/** What went wrong, first in plain words, then in the machine's. */
export function Problem({ run, cell, stale }: { run: Run; cell: string; stale: boolean }) {
  const t = useTranslations('notebook.problem')
  const died = useDied()
  const { problem } = run
  if (!problem) return null
  if (problem.type === 'died') {
    return (
      <div className="my-2 rounded bg-danger-wash p-3 text-ink" role="alert">
        <p className="m-0 font-semibold">{t('died')}</p>
        <p className="text-ink-soft">{died(problem.reason)}</p>
      </div>
    )
  }
  return <ErrorBox error={problem.error} cell={cell} stale={stale} />
}

/** A part of a sentence as a link to a cell. */
const linkTo = (cell: string) =>
  function Link(words: ReactNode) {
    return <a href={`#${cellAnchor(cell)}`}>{words}</a>
  }

function ErrorBox({ error, cell, stale }: { error: KernelError; cell: string; stale: boolean }) {
  const t = useTranslations('notebook.problem')
  const nameOf = useCellName()
  const first = useNotebook((state) => unsolvedBefore(state, cell))
  const others = error.stack.filter((frame) => frame.cell !== cell)
  return (
    <div className="my-2 rounded bg-danger-wash p-3 text-ink" role="alert">
      {first && (
        <p className="font-semibold">
          {t.rich('solveFirst', {
            name: nameOf(first.id),
            to: linkTo(first.id),
          })}
        </p>
      )}
      {error.hint && <p className="mb-1 mt-0 font-semibold">{error.hint}</p>}
      <p className="m-0 whitespace-pre-wrap break-words font-code" style={{ fontSize: 'var(--text-code)' }}>
        <span className="text-danger">{error.name}</span>: {error.message}
      </p>
      {error.at && (
        <p className="mb-0 mt-1 text-ink-soft">
          {t('at', { line: error.at.line, column: error.at.column })}
          {stale && ` ${t('edited')}`}
        </p>
      )}
      {others.length > 0 && (
        <ul className="mb-0 mt-1 list-none p-0 text-ink-soft">
          {others.map((frame, index) => (
            <li key={index} className="m-0 p-0">
              <a href={`#${cellAnchor(frame.cell)}`} className="text-focus underline">
                {t('from', { name: frame.name || t('nameless'), cell: nameOf(frame.cell), line: frame.line })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
