'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { isTyping, pressed } from '@/lib/browser/keys'

const KEYS = [
  ['0 – 9', 'level'],
  ['Backspace, U', 'undo'],
  ['J, K', 'move'],
  ['S', 'summary'],
  ['Ctrl + Enter', 'send'],
  ['N', 'next'],
  ['?', 'help'],
] as const

/** The keys of the desk, by `?` or by the button. */
export function KeysHelp() {
  const t = useTranslations('reviews.desk.help')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const toggle = (event: KeyboardEvent) =>
      pressed(event, () => {
        if (event.key !== '?' || isTyping(event.target)) return
        event.preventDefault()
        if (dialog.current?.open) dialog.current.close()
        else dialog.current?.showModal()
      })
    window.addEventListener('keydown', toggle)
    return () => window.removeEventListener('keydown', toggle)
  }, [])
  return (
    <>
      <button
        type="button"
        className="button"
        aria-keyshortcuts="?"
        onClick={() => dialog.current?.showModal()}
      >
        {t('title')}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="keys-title"
        className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded border border-rule-strong bg-paper-raised p-6 text-ink backdrop:bg-ink/30"
      >
        <h2 id="keys-title" className="font-body text-xl">
          {t('title')}
        </h2>
        <dl className="mt-3">
          {KEYS.map(([keys, action]) => (
            <div key={action} className="flex gap-4 border-b border-rule py-2">
              <dt className="w-28 shrink-0">
                <kbd className="font-code text-small">{keys}</kbd>
              </dt>
              <dd>{t(action)}</dd>
            </div>
          ))}
        </dl>
        <button type="button" className="button mt-4" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </dialog>
    </>
  )
}
