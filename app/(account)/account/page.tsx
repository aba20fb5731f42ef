import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { parseTheme } from '@/components/shell/theme'
import { identify } from '@/lib/auth/identify.server'
import { readProfile } from '@/lib/auth/profile.server'
import { listSessions } from '@/lib/auth/sessions.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Locale } from '@/lib/curriculum/ids'
import { PasswordForm } from './password-form.client'
import { PreferenceForm } from './preference-form.client'
import { SessionList } from './session-list.client'
import { SignOutButton } from './sign-out-button.client'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.account')
  return { title: t('title') }
}

export default async function AccountPage() {
  const viewer = await requirePermission('account.manage')
  const [t, locale, profile, rows, mine, jar] = await Promise.all([
    getTranslations('auth'),
    getLocale().then((text) => Locale.parse(text)),
    readProfile(viewer),
    listSessions(viewer),
    headers().then(identify),
    cookies(),
  ])
  const facts = [
    [t('account.name'), viewer.name],
    [t('account.email'), viewer.email],
    [t('account.role'), t(`role.${viewer.role}`)],
    ...(profile
      ? [
          [t('account.department'), profile.department[locale]],
          [t('account.personnelNumber'), profile.personnelNumber],
        ]
      : []),
  ]
  return (
    <div className="mx-auto max-w-2xl px-4 py-10 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="font-body text-3xl leading-snug">{t('account.title')}</h1>
        <SignOutButton />
      </div>

      <section className="mt-8" aria-labelledby="about">
        <h2 id="about" className="text-lg font-semibold">
          {t('account.about')}
        </h2>
        <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="break-words">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-small text-ink-faint">{t('account.aboutNote')}</p>
      </section>

      <PreferenceForm locale={locale} theme={parseTheme(jar.get('theme')?.value)} />
      <PasswordForm email={viewer.email} />
      <SessionList
        sessions={rows.map((row) => ({
          id: row.id,
          startedAt: row.startedAt.toISOString(),
          userAgent: row.userAgent,
          address: row.address,
          isCurrent: row.id === mine?.sessionId,
        }))}
      />
    </div>
  )
}
