import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Brand } from '@/components/shell/brand'
import { Preferences } from '@/components/shell/preferences.client'
import { chosenTheme } from '@/components/shell/theme.server'
import { safeNext } from '@/lib/auth/sign-in-path'
import { currentViewer } from '@/lib/auth/viewer.server'
import { DEMO_ACCOUNTS } from '@/lib/demo/accounts'
import { isDemo } from '@/lib/demo/flag.server'
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
  const [t, demo] = await Promise.all([getTranslations('auth'), isDemo()])
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-2 sm:px-6">
        <p className="flex min-h-12 items-center gap-2 font-semibold">
          <Brand />
        </p>
        <div className="flex items-center gap-1">
          <Preferences chosen={await chosenTheme()} />
        </div>
      </header>
      <main className="mx-auto w-full max-w-md flex-1 px-6 pt-[8vh] pb-16">
        <h1 className="font-body text-3xl leading-snug">{t('signIn.title')}</h1>
        <p className="mt-2 font-body text-body text-ink-soft">{t('signIn.lead')}</p>
        <SignInForm next={next} demo={demo ? [...DEMO_ACCOUNTS] : []} />
        <p className="mt-10 border-t border-rule pt-4 text-small text-ink-faint">{t('signIn.help')}</p>
      </main>
    </div>
  )
}
