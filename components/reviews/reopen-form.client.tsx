'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { callApi } from '@/lib/api/client'
import { useDraft } from '@/lib/browser/draft.client'

const REFUSALS = ['open', 'late', 'superseded'] as const

type Props = { learner: string; submission: string; decision: 'accepted' | 'returned' }

/** Takes a decision back, with what that means said before it is done. */
export function ReopenForm({ learner, submission, decision }: Props) {
  const t = useTranslations('reviews.reopen')
  const shared = useTranslations('reviews')
  const router = useRouter()
  const field = useId()
  const draft = useDraft('reopening', submission)
  const reason = draft.words['reason'] ?? ''
  const [standing, setStanding] = useState({ sending: false, trouble: '' })

  async function send(event: FormEvent) {
    event.preventDefault()
    if (standing.sending) return
    if (reason.trim().length < 4) return setStanding({ sending: false, trouble: t('tooShort') })
    setStanding({ sending: true, trouble: '' })
    const answer = await callApi('POST', `/reviews/${learner}/${submission}/reopening`, {
      reason: reason.trim(),
    })
    if (answer.ok) {
      draft.drop()
      router.refresh()
      return
    }
    const refused = REFUSALS.find((name) => name === answer.issues?.[0]?.path)
    setStanding({
      sending: false,
      trouble: refused ? t(`refused.${refused}`) : answer.message || shared('offline'),
    })
  }

  return (
    <details className="mt-4" data-reopen>
      <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">{t('open')}</summary>
      <form onSubmit={(event) => void send(event)}>
        <p className="text-small text-ink-soft">{t(`means.${decision}`)}</p>
        <label htmlFor={field} className="mt-2 block font-medium">
          {t('reason')}
        </label>
        <textarea
          id={field}
          className="field mt-1 w-full"
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => draft.write({ reason: event.target.value })}
        />
        <div className="mt-1 flex flex-wrap items-center gap-3">
          <button type="submit" className="button" data-action="reopen" disabled={standing.sending}>
            {t('send')}
          </button>
          <output className="text-caution">{standing.trouble}</output>
        </div>
      </form>
    </details>
  )
}
