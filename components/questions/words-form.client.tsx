'use client'
import { type FormEvent, useId, useState } from 'react'
import { useDraft } from '@/lib/browser/draft.client'
import { pressed } from '@/lib/browser/keys'

type Props = {
  /** What the words are for: the draft of each is its own. */
  place: readonly string[]
  label: string
  placeholder: string
  send: string
  /** @returns what went wrong, in the reader's words; null when it was sent */
  onSend: (body: string, id: string) => Promise<string | null>
  makeId: () => string
}

/** A few sentences to send. They are kept until the server has them. */
export function WordsForm({ place, label, placeholder, send, onSend, makeId }: Props) {
  const field = useId()
  const draft = useDraft(...place)
  const { body: written = '', id: known = '' } = draft.words
  const [standing, setStanding] = useState<{ sending: boolean; trouble: string | null }>({
    sending: false,
    trouble: null,
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    const body = written.trim()
    if (body === '' || standing.sending) return
    const id = known || makeId()
    draft.write({ id })
    setStanding({ sending: true, trouble: null })
    const trouble = await onSend(body, id)
    setStanding({ sending: false, trouble })
    if (trouble === null) draft.drop()
  }

  return (
    <form onSubmit={submit} className="mt-3">
      <label htmlFor={field} className="text-ink-faint">
        {label}
      </label>
      <textarea
        id={field}
        value={written}
        // Other words are another message.
        onChange={(event) => draft.write({ body: event.target.value, id: '' })}
        onKeyDown={(event) => pressed(event, () => event.stopPropagation())}
        rows={3}
        maxLength={4000}
        placeholder={placeholder}
        className="field mt-1 w-full"
      />
      <button type="submit" className="button mt-2" disabled={written.trim() === '' || standing.sending}>
        {send}
      </button>
      <output className="ml-3 text-caution">{standing.trouble}</output>
    </form>
  )
}
