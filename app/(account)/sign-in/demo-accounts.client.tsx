'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DemoAccount } from '@/lib/demo/accounts'

/** The invented people one may be; choosing one fills the form, signing in stays one's own act. */
export function DemoAccounts({
  accounts,
  onChoose,
}: {
  accounts: DemoAccount[]
  onChoose(account: DemoAccount): void
}) {
  const t = useTranslations('auth')
  const called = ({ as }: DemoAccount) => (as === 'underway' ? t('demo.underway') : t(`role.${as}`))
  const [chosen, setChosen] = useState<DemoAccount>()
  return (
    <section className="mt-10" aria-labelledby="demo-title">
      <h2 id="demo-title" className="text-ui font-semibold">
        {t('demo.title')}
      </h2>
      <p className="mt-1 text-small text-ink-faint">{t('demo.lead')}</p>
      <ul className="mt-3 border-t border-rule">
        {accounts.map((account) => (
          <li key={account.email} className="border-b border-rule">
            <button
              type="button"
              className="flex min-h-11 w-full items-baseline gap-3 px-1 py-2 text-left hover:bg-paper-sunk"
              aria-label={t('demo.fill', { role: called(account) })}
              onClick={() => {
                setChosen(account)
                onChoose(account)
              }}
            >
              <span className="w-32 shrink-0 font-medium text-ember">{called(account)}</span>
              <span className="text-ink-soft">{account.name}</span>
              <span className="ml-auto hidden text-small text-ink-faint sm:inline">{account.email}</span>
            </button>
          </li>
        ))}
      </ul>
      <output className="mt-2 block min-h-6 text-small text-ink-soft">
        {chosen && t('demo.filled', { role: called(chosen) })}
      </output>
    </section>
  )
}
