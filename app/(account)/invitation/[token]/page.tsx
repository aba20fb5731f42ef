import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientWords } from '@/components/people/client-words'
import { Brand } from '@/components/shell/brand'
import { Preferences } from '@/components/shell/preferences.client'
import { chosenTheme } from '@/components/shell/theme.server'
import { findInvited, INVITATION_DAYS } from '@/lib/auth/invitations.server'
import { PASSWORD } from '@/lib/auth/passwords.server'
import { AcceptForm } from './accept-form.client'

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes into no index and to no other site.
  const title = (await getTranslations('invitations'))('title')
  return { title, robots: { index: false }, referrer: 'no-referrer' }
}

/** Public: whoever holds the link is the person invited. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [t, theme, invited] = await Promise.all([
    getTranslations('invitations'),
    chosenTheme(),
    findInvited(token),
  ])
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-2 sm:px-6">
        <p className="flex min-h-12 items-center gap-2 font-semibold">
          <Brand />
        </p>
        <div className="flex items-center gap-1">
          <Preferences chosen={theme} />
        </div>
      </header>
      <main className="mx-auto w-full max-w-md flex-1 px-6 pt-[8vh] pb-16">
        {invited ? (
          <>
            <h1 className="font-body text-3xl leading-snug">{t('title')}</h1>
            <p className="mt-2 font-body text-body text-ink-soft">{t('lead', { name: invited.name })}</p>
            <ClientWords of="invitations">
              <AcceptForm token={token} email={invited.email} min={PASSWORD.min} />
            </ClientWords>
          </>
        ) : (
          <>
            <h1 className="font-body text-3xl leading-snug">{t('gone.title')}</h1>
            <p className="mt-3 font-body text-body text-ink-soft">
              {t('gone.body', { days: INVITATION_DAYS })}
            </p>
            <p className="mt-6">
              <Link href="/sign-in" className="button button-loud">
                {t('gone.signIn')}
              </Link>
            </p>
          </>
        )}
      </main>
    </div>
  )
}
