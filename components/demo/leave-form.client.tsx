'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

/** Waits until the word has been typed; `next` is where whoever did it may go then. */
export function LeaveForm({ next }: { next: string }) {
  const t = useTranslations('demonstration')
  const { isBusy, said, send, setSaid } = useSend(t as never)
  const [typed, setTyped] = useState('')

  async function leave(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    if (typed.trim() !== 'remove') return setSaid({ isFault: true, message: t('faults.confirmation') })
    const result = await send('POST', '/demonstration/removal', { confirmation: 'remove' })
    // A whole new page: what is shown belongs to an organisation that is gone.
    if (result.ok) window.location.assign(next)
  }
  return (
    <form method="post" className="mt-4 flex flex-wrap items-end gap-3" onSubmit={leave} noValidate>
      <label className="grid gap-1 text-small text-ink-soft">
        {t('confirm')}
        <input
          name="confirmation"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={20}
          className="field w-56 text-ui"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" aria-disabled={isBusy} className="button text-danger">
        {isBusy ? t('busy') : t('submit')}
      </button>
      <div className="w-full">
        <SaidLine said={said} />
      </div>
    </form>
  )
}
