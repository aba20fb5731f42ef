'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CODE_COLOURS, colourCode, type Piece } from '@/components/editor/colour'
import { Outputs } from '@/components/outputs/outputs.client'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { Anchor } from '@/lib/reviews/anchor'
import type { DeskCell, DeskComment } from '@/lib/reviews/desk'
import { CommentForm } from './comment-form.client'
import { CommentList } from './comment-list.client'
import { DiffView } from './diff-view'

type Props = {
  cell: DeskCell
  comments: readonly DeskComment[]
  isOpen: boolean
  onComment: (anchor: Anchor, body: string) => Promise<string | null>
  onRemove: (id: string) => Promise<void>
}

/** The coloured pieces of each line. */
function linesOf(source: string): Piece[][] {
  const lines: Piece[][] = [[]]
  for (const piece of colourCode(source)) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)!.push({ ...piece, text })
    }
  }
  return lines
}

/** A cell as it was handed in: its code by lines that can be commented on, and what it showed. */
export function WorkCell({ cell, comments, isOpen, onComment, onRemove }: Props) {
  const t = useTranslations('reviews.desk')
  const [view, setView] = useState<'code' | 'diff'>('code')
  const [at, setAt] = useState<number | null>(null)
  return (
    <article className="mt-5" id={`cell-${cell.id}`}>
      <header className="flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-code text-small">{cell.id}</h3>
        {cell.diff && (
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
      {view === 'diff' && cell.diff ? (
        <DiffView lines={cell.diff} label={t('diffLabel', { cell: cell.id })} />
      ) : (
        <ScrollBox className="mt-1 overflow-x-auto bg-paper-sunk font-code text-[0.875rem]" label={cell.id}>
          <ol>
            {linesOf(cell.source).map((pieces, index) => {
              const line = index + 1
              const here = comments.filter((one) => one.anchor?.kind === 'line' && one.anchor.line === line)
              return (
                <li key={line} className={here.length > 0 ? 'bg-ember-wash' : undefined}>
                  <div className="flex">
                    {isOpen ? (
                      <button
                        type="button"
                        className="w-12 shrink-0 self-stretch pr-3 text-end text-ink-faint hover:text-ember"
                        aria-label={t('commentLine', { line })}
                        aria-expanded={at === line}
                        onClick={() => setAt(at === line ? null : line)}
                      >
                        {line}
                      </button>
                    ) : (
                      <span className="w-12 shrink-0 pr-3 text-end text-ink-faint">{line}</span>
                    )}
                    <code className="whitespace-pre pr-4 leading-relaxed">
                      {pieces.map((piece, position) => (
                        <span key={position} style={{ color: CODE_COLOURS[piece.kind] }}>
                          {piece.text}
                        </span>
                      ))}
                      {pieces.length === 0 && ' '}
                    </code>
                  </div>
                  {(here.length > 0 || at === line) && (
                    <div className="ml-12 max-w-[40rem] bg-paper px-3">
                      <CommentList comments={here} isOpen={isOpen} onRemove={onRemove} />
                      {at === line && isOpen && (
                        <CommentForm
                          label={t('lineLabel', { cell: cell.id, line })}
                          isFocused
                          onSend={(body) => onComment({ kind: 'line', cell: cell.id, line }, body)}
                          onClose={() => setAt(null)}
                        />
                      )}
                    </div>
                  )}
                </li>
              )
            })}
          </ol>
        </ScrollBox>
      )}
      {cell.outputs.length > 0 && (
        <div className="mt-2 border-l-2 border-rule pl-3">
          <Outputs outputs={cell.outputs} />
        </div>
      )}
    </article>
  )
}
