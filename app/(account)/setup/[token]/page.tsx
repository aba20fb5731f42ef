import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientWords } from '@/components/people/client-words'
import { NewPassword } from '@/components/people/new-password.client'
import { Door } from '@/components/shell/door'
import { isSetupOpen, SETUP_HOURS } from '@/lib/auth/first-administrator.server'
import { PASSWORD } from '@/lib/auth/passwords.server'

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes into no index and to no other site.
  const title = (await getTranslations('access.setup'))('title')
  return { title, robots: { index: false }, referrer: 'no-referrer' }
}

/** Public: whoever holds the link started the site. */
export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [t, isOpen] = await Promise.all([getTranslations('access.setup'), isSetupOpen(token)])
  if (!isOpen) {
    return (
      <Door title={t('gone.title')} lead={t('gone.body', { hours: SETUP_HOURS })}>
        <p className="mt-6">
          <Link href="/sign-in" className="button button-loud">
            {t('gone.signIn')}
          </Link>
        </p>
      </Door>
    )
  }
  return (
    <Door title={t('title')} lead={t('lead')}>
      <ClientWords of="access">
        <NewPassword address="/setup" token={token} min={PASSWORD.min} submit={t('submit')} />
      </ClientWords>
    </Door>
  )
}
