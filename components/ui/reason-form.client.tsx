'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useRef, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { useDraft } from '@/lib/browser/draft.client'

type Words = Record<'open' | 'title' | 'reason' | 'confirm' | 'cancel' | 'tooShort' | 'failed', string>

type Props = {
  /** Below /api/v1; the reason is sent there, with what `body` holds. */
  path: string
  body?: Readonly<Record<string, string>>
  /** Where the words are kept until they are sent. */
  draft: readonly string[]
  words: Words
  /** What the server refuses, by its name. */
  refusals?: Readonly<Record<string, string>>
}

/** Asks for the reason before something is done that cannot be undone. */
export function ReasonForm({ path, body = {}, draft: place, words, refusals = {} }: Props) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const draft = useDraft(...place)
  const written = draft.words['reason'] ?? ''
  const id = useId()

  async function send(event: FormEvent) {
    event.preventDefault()
    const reason = written.trim()
    if (reason.length < 4) return setProblem(words.tooShort)
    setBusy(true)
    const done = await callApi('POST', path, { ...body, reason })
    setBusy(false)
    const refused = done.ok ? undefined : refusals[done.issues?.[0]?.path ?? '']
    // Without a reason named, somebody else was first: what the page shows is old.
    if (!done.ok && (refused || done.status !== 409))
      return setProblem(refused ?? (done.message || words.failed))
    draft.drop()
    dialog.current?.close()
    router.refresh()
  }

  return (
    <>
      <button
        type="button"
        className="link min-h-10"
        aria-label={words.title}
        onClick={() => dialog.current?.showModal()}
      >
        {words.open}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby={`${id}-title`}
        className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded border border-rule-strong bg-paper-raised p-6 text-ink backdrop:bg-ink/30"
      >
        <form onSubmit={send}>
          <h2 id={`${id}-title`} className="font-body text-xl">
            {words.title}
          </h2>
          <label className="mt-4 grid gap-1 text-small text-ink-soft">
            {words.reason}
            <textarea
              name="reason"
              value={written}
              onChange={(event) => draft.write({ reason: event.target.value })}
              rows={3}
              maxLength={500}
              className="field text-ui"
              aria-describedby={`${id}-problem`}
              aria-invalid={problem !== ''}
            />
          </label>
          <p id={`${id}-problem`} role="alert" className="min-h-6 text-small text-danger">
            {problem}
          </p>
          <div className="mt-2 flex gap-3">
            <button type="submit" className="button button-loud" disabled={busy}>
              {words.confirm}
            </button>
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              {words.cancel}
            </button>
          </div>
        </form>
      </dialog>
    </>
  )
}
