'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { SaidLine } from './said-line'
import { useSend } from './use-send.client'

type Props = {
  /** Where the password goes, with the token of the link. */
  address: '/invitations/accept' | '/recovery/accept' | '/setup'
  token: string
  /** Whose password it is; without one the person says who they are. */
  email?: string
  min: number
  submit: string
}

const INPUT = 'field mt-1 block h-11 w-full'

/** A password of one's own, twice, and one is signed in. */
export function NewPassword({ address, token, email, min, submit }: Props) {
  const t = useTranslations('access')
  const { isBusy, said, send, setSaid } = useSend(t as never)
  const [values, setValues] = useState({ name: '', email: email ?? '', password: '', again: '' })
  const change = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  })

  function fault(): string | undefined {
    if (email === undefined && values.name.trim() === '') return t('faults.name')
    if (email === undefined && !/^\S+@\S+\.\S+$/.test(values.email.trim())) return t('faults.email')
    if ([...values.password].length < min) return t('faults.short', { min })
    if (values.password !== values.again) return t('faults.differ')
    return undefined
  }
  async function save(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    const message = fault()
    if (message) return setSaid({ isFault: true, message })
    const who = email === undefined ? { name: values.name, email: values.email } : {}
    const result = await send('POST', address, { token, password: values.password, ...who })
    // A whole new page, so that nothing rendered for the visitor before stays.
    if (result.ok) window.location.assign('/')
    else if (result.status === 404) window.location.reload()
  }
  return (
    <form method="post" className="mt-8" onSubmit={save} noValidate>
      {email === undefined && (
        <label className="mb-4 block">
          <span className="text-ui font-medium">{t('fields.name')}</span>
          <input className={INPUT} autoComplete="name" maxLength={60} required {...change('name')} />
        </label>
      )}
      <label className="block">
        <span className="text-ui font-medium">{t('fields.email')}</span>
        <input
          className={`${INPUT} read-only:text-ink-soft`}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          readOnly={email !== undefined}
          {...change('email')}
        />
      </label>
      {(['password', 'again'] as const).map((name) => (
        <label key={name} className="mt-4 block">
          <span className="text-ui font-medium">{t(`fields.${name}`)}</span>
          <input
            className={INPUT}
            type="password"
            autoComplete="new-password"
            maxLength={128}
            required
            {...change(name)}
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
        {isBusy ? t('busy') : submit}
      </button>
    </form>
  )
}
