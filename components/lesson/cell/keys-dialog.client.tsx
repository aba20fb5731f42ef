'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from './dialog.client'

const KEYS = [
  ['run-and-advance', 'Shift Enter'],
  ['run', 'Ctrl Enter'],
  ['run-and-insert', 'Alt Enter'],
  ['edit', 'Enter'],
  ['leave', 'Esc'],
  ['tab', 'Ctrl M'],
  ['move', 'J K'],
  ['insert', 'A B'],
  ['delete', 'D D'],
  ['undo-delete', 'Z'],
  ['keys', '?'],
] as const

export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('notebook.keys')
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <dl className="m-0 grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2">
        {KEYS.map(([id, keys]) => (
          <div key={id} className="contents">
            <dt className="flex gap-1 font-code text-sm">
              {keys.split(' ').map((key, index) => (
                <kbd key={index} className="rounded border border-rule bg-paper-sunk px-1.5 py-0.5">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="m-0">{t(id)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-ink-soft">{t('mac')}</p>
    </Dialog>
  )
}
