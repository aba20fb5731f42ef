'use client'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useDraft } from '@/lib/browser/draft.client'
import { pressed } from '@/lib/browser/keys'

type Props = {
  label: string
  /** Of the project, and of the place in it: the draft of each is its own. */
  place: readonly string[]
  /** @returns what went wrong, or null when it was written */
  onSend: (body: string) => Promise<string | null>
  onClose?: () => void
  isFocused?: boolean
}

/** A few sentences about one place. They are kept until the server has them, also when the form is closed. */
export function CommentForm({ label, place, onSend, onClose, isFocused = false }: Props) {
  const t = useTranslations('reviews.desk')
  const field = useId()
  const draft = useDraft('comment', ...place)
  const body = draft.words['body'] ?? ''
  const [trouble, setTrouble] = useState('')
  const sending = useRef(false)

  async function send(event: FormEvent) {
    event.preventDefault()
    if (sending.current || body.trim() === '') return
    sending.current = true
    const problem = await onSend(body.trim())
    sending.current = false
    setTrouble(problem ?? '')
    if (problem !== null) return
    draft.drop()
    onClose?.()
  }

  return (
    <form onSubmit={(event) => void send(event)} className="py-2 font-ui">
      <label htmlFor={field} className="text-small text-ink-soft">
        {label}
      </label>
      <textarea
        id={field}
        className="field mt-1 w-full"
        rows={3}
        maxLength={4000}
        value={body}
        // The form was asked for at this place a moment ago.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={isFocused}
        onChange={(event) => draft.write({ body: event.target.value })}
        onKeyDown={(event) =>
          pressed(event, () => {
            event.stopPropagation()
            if (event.key === 'Escape') onClose?.()
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit()
          })
        }
      />
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <button type="submit" className="button" disabled={body.trim() === ''}>
          {t('comment')}
        </button>
        {onClose && (
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
        )}
        <output className="text-caution">{trouble}</output>
      </div>
    </form>
  )
}
