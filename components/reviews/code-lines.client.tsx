'use client'
import { useTranslations } from 'next-intl'
import { Fragment, useMemo, useState } from 'react'
import { CODE_COLOURS, colourCode, type Piece } from '@/components/editor/colour'
import { ScrollBox } from '@/components/ui/scroll-box'
import { countLines, firstLines, isColoured, LINES_AT_ONCE, SHOWN_OF_LINE } from '@/lib/drawing/code'
import type { Anchor } from '@/lib/reviews/anchor'
import type { DeskCell, DeskComment } from '@/lib/reviews/desk'
import { CommentForm } from './comment-form.client'
import { CommentList } from './comment-list.client'

type Props = {
  submission: string
  cell: DeskCell
  comments: readonly DeskComment[]
  isOpen: boolean
  onComment: (anchor: Anchor, body: string) => Promise<string | null>
  onRemove: (id: string) => Promise<void>
}

/** The coloured pieces of each line; of code too long to be coloured one plain piece. */
function linesOf(source: string): Piece[][] {
  if (!isColoured(source)) return source.split('\n').map((text) => (text ? [{ kind: 'plain', text }] : []))
  const lines: Piece[][] = [[]]
  for (const piece of colourCode(source)) {
    for (const [index, text] of piece.text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text !== '') lines.at(-1)!.push({ ...piece, text })
    }
  }
  return lines
}

/** Code by lines that can be commented on, as many as there is room for; the rest page by page. */
export function CodeLines({ submission, cell, comments, isOpen, onComment, onRemove }: Props) {
  const t = useTranslations('reviews.desk')
  const [at, setAt] = useState<number | null>(null)
  const [shown, setShown] = useState(cell.room.lines)
  const total = useMemo(() => countLines(cell.source), [cell.source])
  const lines = useMemo(
    () => (shown > 0 ? linesOf(firstLines(cell.source, shown)) : []),
    [cell.source, shown],
  )
  const onLine = (one: DeskComment) => (one.anchor?.kind === 'line' ? one.anchor.line : 0)
  return (
    <>
      {lines.length > 0 && (
        <ScrollBox className="mt-1 overflow-x-auto bg-paper-sunk font-code text-[0.875rem]" label={cell.name}>
          <ol>
            {lines.map((pieces, index) => {
              const line = index + 1
              const here = comments.filter((one) => onLine(one) === line)
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
                    <Line pieces={pieces} />
                  </div>
                  {(here.length > 0 || at === line) && (
                    <div className="ml-12 max-w-[40rem] bg-paper px-3">
                      <CommentList comments={here} isOpen={isOpen} onRemove={onRemove} />
                      {at === line && isOpen && (
                        <CommentForm
                          label={t('lineLabel', { cell: cell.name, line })}
                          place={[submission, 'line', cell.id, String(line)]}
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
      {shown < total && (
        <button type="button" className="button mt-1" onClick={() => setShown(shown + LINES_AT_ONCE)}>
          {t('moreLines', { count: total - shown })}
        </button>
      )}
      <CommentList
        comments={comments.filter((one) => onLine(one) > lines.length)}
        isOpen={isOpen}
        onRemove={onRemove}
        withPlace
        cell={cell.name}
      />
    </>
  )
}

function Line({ pieces }: { pieces: readonly Piece[] }) {
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0)
  return (
    <code className="whitespace-pre pr-4 leading-relaxed">
      {pieces.map(({ kind, text }, position) =>
        kind === 'plain' ? (
          <Fragment key={position}>{text.slice(0, SHOWN_OF_LINE)}</Fragment>
        ) : (
          <span key={position} style={{ color: CODE_COLOURS[kind] }}>
            {text}
          </span>
        ),
      )}
      {pieces.length === 0 && ' '}
      {length > SHOWN_OF_LINE && '…'}
    </code>
  )
}
