'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

/** The answer is the same whether the address has an account or not. */
export function AskForm() {
  const t = useTranslations('access')
  const { isBusy, said, send, setSaid } = useSend(t as never)
  const [email, setEmail] = useState('')
  const [sentTo, setSentTo] = useState<string>()

  async function ask(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) return setSaid({ isFault: true, message: t('faults.email') })
    const result = await send('POST', '/recovery', { email: email.trim() })
    if (result.ok) setSentTo(email.trim())
  }
  if (sentTo) {
    return (
      <output className="mt-6 block border-l-2 border-verdigris bg-verdigris-wash px-3 py-2">
        {t('recovery.ask.sent', { email: sentTo })}
      </output>
    )
  }
  return (
    <form method="post" className="mt-8" onSubmit={ask} noValidate>
      <label className="block">
        <span className="text-ui font-medium">{t('fields.email')}</span>
        <input
          className="field mt-1 block h-11 w-full"
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <SaidLine said={said} />
      <button type="submit" aria-disabled={isBusy} className="button button-loud mt-2 h-11 w-full">
        {isBusy ? t('busy') : t('recovery.ask.submit')}
      </button>
    </form>
  )
}
