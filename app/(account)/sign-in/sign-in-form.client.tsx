'use client'
import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState, type FormEvent } from 'react'
import { callApi } from '@/lib/api/client'
import type { DemoAccount } from '@/lib/demo/accounts'
import { DemoAccounts } from './demo-accounts.client'

const INPUT = 'field mt-1 block h-11 w-full aria-invalid:border-danger'

type Fault = { field?: 'email' | 'password'; message: string }

export function SignInForm({ next, demo }: { next: string; demo: DemoAccount[] }) {
  const t = useTranslations('auth')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isShown, setShown] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const emailInput = useRef<HTMLInputElement>(null)
  const passwordInput = useRef<HTMLInputElement>(null)
  const submitButton = useRef<HTMLButtonElement>(null)

  function refuse(found: Fault) {
    setFault(found)
    setBusy(false)
    ;(found.field === 'email' ? emailInput : passwordInput).current?.focus()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    if (!/^\S+@\S+\.\S+$/.test(email.trim()))
      return refuse({ field: 'email', message: t('signIn.needEmail') })
    if (password === '') return refuse({ field: 'password', message: t('signIn.needPassword') })
    setBusy(true)
    setFault(undefined)
    const result = await callApi('POST', '/session', { email: email.trim(), password })
    // A whole new page, so that nothing rendered for the visitor before stays.
    if (result.ok) return window.location.assign(next)
    if (result.status === 422) return refuse({ field: 'email', message: t('signIn.needEmail') })
    refuse({ message: result.message || t('signIn.offline') })
  }

  function fill(account: DemoAccount) {
    setEmail(account.email)
    setPassword(account.password)
    setFault(undefined)
    submitButton.current?.focus()
  }

  const describes = (field: 'email' | 'password') =>
    fault?.field === field ? { 'aria-invalid': true, 'aria-describedby': 'sign-in-fault' } : {}

  return (
    <>
      {/* `post`: should it be sent before the page's script is there, no password lands in an address. */}
      <form method="post" className="mt-8" onSubmit={submit} noValidate>
        <label className="block">
          <span className="text-ui font-medium">{t('signIn.email')}</span>
          <input
            ref={emailInput}
            className={INPUT}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            {...describes('email')}
          />
        </label>
        <div className="mt-4">
          <label className="text-ui font-medium" htmlFor="password">
            {t('signIn.password')}
          </label>
          <div className="relative">
            <input
              ref={passwordInput}
              id="password"
              className={`${INPUT} pr-12`}
              type={isShown ? 'text' : 'password'}
              name="password"
              autoComplete="current-password"
              maxLength={128}
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              {...describes('password')}
            />
            <button
              type="button"
              className="absolute top-0 right-0 flex size-11 items-center justify-center text-ink-faint hover:text-ink"
              aria-label={t(isShown ? 'signIn.hide' : 'signIn.show')}
              aria-pressed={isShown}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
            </button>
          </div>
        </div>
        <div role="alert" id="sign-in-fault" className="mt-4">
          {fault && (
            <p className="border-l-2 border-danger bg-danger-wash px-3 py-2 text-danger">{fault.message}</p>
          )}
        </div>
        <button
          ref={submitButton}
          type="submit"
          aria-disabled={isBusy}
          className="button button-loud mt-4 h-11 w-full"
        >
          {isBusy ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
      {demo.length > 0 && <DemoAccounts accounts={demo} onChoose={fill} />}
    </>
  )
}
