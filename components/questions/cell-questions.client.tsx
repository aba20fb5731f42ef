'use client'
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useId, useState } from 'react'

/** Fetched when a cell's questions are first opened. */
const Thread = dynamic(() => import('./thread.client').then((module) => module.Thread), { ssr: false })

type Props = {
  lesson: string
  cell: string
  /** Questions that this reader can see under the cell. */
  count: number
}

/** One quiet line under a cell: ask, or read what was asked and answered. */
export function CellQuestions({ lesson, cell, count }: Props) {
  const t = useTranslations('questions')
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className="cell-questions font-ui text-small">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className="flex min-h-10 items-center gap-1.5 text-ink-faint hover:text-ember"
        onClick={() => setOpen(!open)}
      >
        <MessageCircleQuestion size={15} aria-hidden />
        {count === 0 ? t('ask') : t('count', { count })}
      </button>
      <div id={id}>{open && <Thread lesson={lesson} cell={cell} />}</div>
    </div>
  )
}
