'use client'
import NotebookPen from 'lucide-react/icons/notebook-pen'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import type { Heading } from './place'

/** Fetched when the margin is first opened. */
const MarginPanel = dynamic(() => import('./margin-panel.client').then((module) => module.MarginPanel), {
  ssr: false,
})

export function MarginButton({ lesson, headings }: { lesson: string; headings: readonly Heading[] }) {
  const t = useTranslations('notes')
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        className="flex min-h-10 items-center gap-2 text-small text-ink-soft hover:text-ember"
        onClick={() => setOpen(!open)}
      >
        <NotebookPen size={16} aria-hidden />
        {t('title')}
      </button>
      {open && (
        <MarginPanel
          lesson={lesson}
          headings={headings}
          onClose={() => {
            setOpen(false)
            button.current?.focus()
          }}
        />
      )}
    </>
  )
}
