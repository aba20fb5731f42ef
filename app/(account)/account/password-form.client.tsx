'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { callApi } from '@/lib/api/client'

const MIN = 10
const FIELDS = [
  { name: 'current', autoComplete: 'current-password' },
  { name: 'next', autoComplete: 'new-password' },
  { name: 'repeat', autoComplete: 'new-password' },
] as const

type Said = { kind: 'fault' | 'done'; message: string }

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('auth')
  const router = useRouter()
  const [values, setValues] = useState({ current: '', next: '', repeat: '' })
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>()

  /** What is wrong with the form before anything is sent. */
  function fault(): string | undefined {
    if ([...values.next].length < MIN) return t('password.tooShort', { min: MIN })
    if (values.next !== values.repeat) return t('password.different')
    if (values.next === values.current) return t('password.same')
    return undefined
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    const message = fault()
    if (message) return setSaid({ kind: 'fault', message })
    setBusy(true)
    setSaid(undefined)
    const { current, next } = values
    const result = await callApi<{ ended: number }>('PUT', '/me/password', { current, next })
    setBusy(false)
    if (!result.ok) return setSaid({ kind: 'fault', message: result.message || t('account.offline') })
    setValues({ current: '', next: '', repeat: '' })
    setSaid({ kind: 'done', message: t('password.done', { count: result.data.ended }) })
    router.refresh()
  }

  return (
    <section className="mt-10" aria-labelledby="password-title">
      <h2 id="password-title" className="text-lg font-semibold">
        {t('password.title')}
      </h2>
      <form method="post" className="mt-3 max-w-sm" onSubmit={submit} noValidate>
        {/* Tells password managers whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        {FIELDS.map(({ name, autoComplete }) => (
          <label key={name} className="mt-3 block">
            {t(`password.${name}`)}
            <input
              type="password"
              name={name}
              autoComplete={autoComplete}
              maxLength={128}
              required
              className="field mt-1 block h-11 w-full"
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              aria-describedby={name === 'next' ? 'password-rule password-said' : 'password-said'}
            />
            {name === 'next' && (
              <span id="password-rule" className="mt-1 block text-small text-ink-faint">
                {t('password.rule', { min: MIN })}
              </span>
            )}
          </label>
        ))}
        <p
          id="password-said"
          role={said?.kind === 'fault' ? 'alert' : 'status'}
          className={`mt-3 min-h-6 ${said?.kind === 'fault' ? 'text-danger' : 'text-ink-soft'}`}
        >
          {said?.message}
        </p>
        <button type="submit" aria-disabled={isBusy} className="button mt-1">
          {isBusy ? t('password.busy') : t('password.submit')}
        </button>
      </form>
    </section>
  )
}
