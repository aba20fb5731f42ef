'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

/** Erasing waits until the person's number has been typed. */
export function EraseForm({ person, word }: { person: string; word: string }) {
  const t = useTranslations('people')
  const router = useRouter()
  const { isBusy, said, send } = useSend(t as never)
  const [typed, setTyped] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    const result = await send('POST', `/people/${person}/erasure`, { confirmation: typed || ' ' })
    if (result.ok) router.replace('/people')
  }
  return (
    <details className="mt-4">
      <summary className="flex min-h-10 cursor-pointer items-center text-danger">{t('data.erase')}</summary>
      <p className="mt-1 max-w-[44em] text-ink-soft">{t('data.eraseNote')}</p>
      <form method="post" className="mt-3 flex flex-wrap items-end gap-3" onSubmit={submit} noValidate>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('data.confirm', { word })}
          <input
            name="confirmation"
            autoComplete="off"
            spellCheck={false}
            maxLength={254}
            className="field w-72 text-ui"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" aria-disabled={isBusy} className="button text-danger">
          {isBusy ? t('busy') : t('data.submit')}
        </button>
      </form>
      <SaidLine said={said} />
    </details>
  )
}
