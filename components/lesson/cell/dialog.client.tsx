'use client'
import X from 'lucide-react/icons/x'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { pressed } from '@/lib/browser/keys'

/** The browser's own modal: focus is kept inside and given back, Escape closes. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  onClose(): void
  children: ReactNode
}) {
  const t = useTranslations('notebook')
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  // In the body, out of the reach of the rules for prose.
  return createPortal(
    // A click beside the box closes it; by keyboard, Escape does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={box}
      aria-labelledby={id}
      className="m-auto max-h-[85dvh] w-[min(46rem,calc(100vw-2rem))] overflow-auto rounded border border-rule bg-paper-raised p-0 font-ui text-ink shadow-xl backdrop:bg-ink/40"
      style={{ fontSize: 'var(--text-ui)' }}
      onClose={onClose}
      onKeyDown={(event) => pressed(event, () => event.stopPropagation())}
      onClick={(event) => {
        if (event.target === box.current) box.current?.close()
      }}
    >
      <div className="p-5">
        <header className="mb-4 flex items-center justify-between gap-4">
          <h2 id={id} className="m-0 text-lg font-semibold">
            {title}
          </h2>
          <button
            type="button"
            className="flex size-10 items-center justify-center rounded text-ink-faint hover:bg-paper-sunk hover:text-ink"
            aria-label={t('close')}
            onClick={() => box.current?.close()}
          >
            <X size={18} aria-hidden />
          </button>
        </header>
        {children}
      </div>
    </dialog>,
    document.body,
  )
}
