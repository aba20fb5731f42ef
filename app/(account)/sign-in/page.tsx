import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { Door } from '@/components/shell/door'
import { hasAdministrator } from '@/lib/auth/recovery.server'
import { safeNext } from '@/lib/auth/sign-in-path'
import { currentViewer } from '@/lib/auth/viewer.server'
import { DEMO_ACCOUNTS } from '@/lib/demo/accounts'
import { isDemo, isReachable } from '@/lib/demo/flag.server'
import { SignInForm } from './sign-in-form.client'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn')
  return { title: t('title') }
}

/** A title page: the mark, one line, and the form. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const next = safeNext((await searchParams).next)
  if (await currentViewer()) redirect(next)
  const [t, demo, isOwned] = await Promise.all([getTranslations('auth'), isDemo(), hasAdministrator()])
  return (
    <Door title={t('signIn.title')} lead={t('signIn.lead')}>
      {!isOwned && (
        <p className="mt-6 border-l-2 border-caution bg-caution-wash px-3 py-2">{t('signIn.nobody')}</p>
      )}
      {demo && isReachable() && (
        <p className="mt-6 border-l-2 border-caution bg-caution-wash px-3 py-2">{t('demo.open')}</p>
      )}
      <SignInForm next={next} demo={demo ? [...DEMO_ACCOUNTS] : []} />
      <p className="mt-10 border-t border-rule pt-4 text-small text-ink-faint">
        {t('signIn.help')}{' '}
        <Link href="/recovery" className="link">
          {t('signIn.forgotten')}
        </Link>
      </p>
    </Door>
  )
}
