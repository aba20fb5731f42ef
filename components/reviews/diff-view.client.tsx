'use client'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'
import { LINES_AT_ONCE, SHOWN_OF_LINE } from '@/lib/drawing/code'
import { type DiffLine, diffLines, foldSame, pageOf } from '@/lib/reviews/diff'

const MARKS = { same: ' ', added: '+', removed: '−' } as const
const TONES = {
  same: 'text-ink-soft',
  added: 'bg-verdigris-wash text-ink',
  removed: 'bg-danger-wash text-ink',
} as const

type Props = { before: string; after: string; label: string }

/** Added and removed lines by sign as well as by colour; what did not change is folded, and long changes are paged. */
export default function DiffView({ before, after, label }: Props) {
  const t = useTranslations('reviews.desk')
  const parts = useMemo(() => foldSame(diffLines(before, after)), [before, after])
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const [most, setMost] = useState(LINES_AT_ONCE)
  const page = pageOf(parts, opened, most)
  return (
    <>
      <ScrollBox className="mt-1 overflow-x-auto bg-paper-sunk py-1 font-code text-[0.875rem]" label={label}>
        <ol>
          {page.parts.map((part, index) =>
            part.isFolded ? (
              <li key={index}>
                <button
                  type="button"
                  className="min-h-10 px-8 text-ink-soft hover:text-ember"
                  onClick={() => setOpened(new Set([...opened, index]))}
                >
                  {t('unchanged', { count: part.all })}
                </button>
              </li>
            ) : (
              part.lines.map((line, at) => <Line key={`${index} ${at}`} line={line} />)
            ),
          )}
        </ol>
      </ScrollBox>
      {page.waiting > 0 && (
        <button type="button" className="button mt-1" onClick={() => setMost(most + LINES_AT_ONCE)}>
          {t('moreLines', { count: page.waiting })}
        </button>
      )}
    </>
  )
}

function Line({ line: { kind, text } }: { line: DiffLine }) {
  return (
    <li className={`flex ${TONES[kind]}`} data-diff={kind}>
      <span className="w-8 shrink-0 text-center">{MARKS[kind]}</span>
      <code className="whitespace-pre pr-4 leading-relaxed">
        {text.slice(0, SHOWN_OF_LINE) || ' '}
        {text.length > SHOWN_OF_LINE && '…'}
      </code>
    </li>
  )
}
