'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Note } from '@/lib/notes/notes'

type Props = {
  note: Note
  onSave: (body: string) => Promise<boolean>
  onRemove: () => Promise<boolean>
}

/** A note to read; pressed, a field to write in. What could not be saved stays in the field. */
export function NoteItem({ note, onSave, onRemove }: Props) {
  const t = useTranslations('notes')
  const [draft, setDraft] = useState<string | null>(null)
  if (draft === null) {
    return (
      <li className="border-l-2 border-rule py-1 pl-3">
        <p className="whitespace-pre-wrap break-words">{note.body}</p>
        <p className="flex gap-1 text-small">
          <button type="button" className="link min-h-10 pr-3" onClick={() => setDraft(note.body)}>
            {t('edit')}
          </button>
          <button type="button" className="link min-h-10 pr-3" onClick={() => void onRemove()}>
            {t('delete')}
          </button>
        </p>
      </li>
    )
  }
  const save = async () => {
    if (draft.trim() !== '' && (await onSave(draft.trim()))) setDraft(null)
  }
  return (
    <li className="border-l-2 border-ember py-1 pl-3">
      <textarea
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        rows={4}
        maxLength={10_000}
        aria-label={t('edit')}
        className="field w-full"
      />
      <p className="mt-1 flex gap-2">
        <button type="button" className="button" onClick={() => void save()}>
          {t('save')}
        </button>
        <button type="button" className="button" onClick={() => setDraft(null)}>
          {t('cancel')}
        </button>
      </p>
    </li>
  )
}
