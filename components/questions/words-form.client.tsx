'use client'
import { type FormEvent, useId, useState } from 'react'

type Props = {
  label: string
  placeholder: string
  send: string
  /** @returns what went wrong, in the reader's words; null when it was sent */
  onSend: (body: string, id: string) => Promise<string | null>
  makeId: () => string
}

/** A few sentences to send. They stay in the field until the server has them. */
export function WordsForm({ label, placeholder, send, onSend, makeId }: Props) {
  const field = useId()
  const [draft, setDraft] = useState<{ body: string; id: string | null }>({ body: '', id: null })
  const [standing, setStanding] = useState<{ sending: boolean; trouble: string | null }>({
    sending: false,
    trouble: null,
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = draft.body.trim()
    if (body === '' || standing.sending) return
    const id = draft.id ?? makeId()
    setDraft({ ...draft, id })
    setStanding({ sending: true, trouble: null })
    const trouble = await onSend(body, id)
    setStanding({ sending: false, trouble })
    if (trouble === null) setDraft({ body: '', id: null })
  }

  return (
    <form onSubmit={submit} className="mt-3">
      <label htmlFor={field} className="text-ink-faint">
        {label}
      </label>
      <textarea
        id={field}
        value={draft.body}
        // Other words are another message.
        onChange={(event) => setDraft({ body: event.target.value, id: null })}
        onKeyDown={(event) => event.stopPropagation()}
        rows={3}
        maxLength={4000}
        placeholder={placeholder}
        className="field mt-1 w-full"
      />
      <button type="submit" className="button mt-2" disabled={draft.body.trim() === '' || standing.sending}>
        {send}
      </button>
      <output className="ml-3 text-caution">{standing.trouble}</output>
    </form>
  )
}
