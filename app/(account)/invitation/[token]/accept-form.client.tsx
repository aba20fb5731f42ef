'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { SaidLine } from '@/components/people/said-line'
import { useSend } from '@/components/people/use-send.client'

type Props = { token: string; email: string; min: number }

/** A password of one's own, twice, and one is signed in. */
export function AcceptForm({ token, email, min }: Props) {
  const t = useTranslations('invitations')
  const { isBusy, said, send, setSaid } = useSend(t as never)
  const [values, setValues] = useState({ password: '', again: '' })
  const fault = (message: string) => setSaid({ isFault: true, message })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    if (values.password.length < min) return fault(t('tooShort', { min }))
    if (values.password !== values.again) return fault(t('differ'))
    const result = await send('POST', '/invitations/accept', { token, password: values.password })
    // A whole new page, so that nothing rendered for the visitor before stays.
    if (result.ok) window.location.assign('/')
    else if (result.status === 404) window.location.reload()
  }
  return (
    <form method="post" className="mt-8" onSubmit={submit} noValidate>
      <label className="block">
        <span className="text-ui font-medium">{t('email')}</span>
        <input
          className="field mt-1 block h-11 w-full text-ink-soft"
          type="email"
          autoComplete="username"
          value={email}
          readOnly
        />
      </label>
      {(['password', 'again'] as const).map((name) => (
        <label key={name} className="mt-4 block">
          <span className="text-ui font-medium">{t(name)}</span>
          <input
            className="field mt-1 block h-11 w-full"
            type="password"
            name={name}
            autoComplete="new-password"
            maxLength={128}
            required
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            aria-describedby={name === 'password' ? 'password-rule' : undefined}
          />
          {name === 'password' && (
            <span id="password-rule" className="mt-1 block text-small text-ink-faint">
              {t('rule', { min })}
            </span>
          )}
        </label>
      ))}
      <SaidLine said={said} />
      <button type="submit" aria-disabled={isBusy} className="button button-loud mt-2 h-11 w-full">
        {isBusy ? t('busy') : t('submit')}
      </button>
    </form>
  )
}
