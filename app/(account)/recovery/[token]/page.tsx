import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientWords } from '@/components/people/client-words'
import { NewPassword } from '@/components/people/new-password.client'
import { Door } from '@/components/shell/door'
import { PASSWORD } from '@/lib/auth/passwords.server'
import { findRecovering } from '@/lib/auth/recovery.server'

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes into no index and to no other site.
  const title = (await getTranslations('access.recovery'))('title')
  return { title, robots: { index: false }, referrer: 'no-referrer' }
}

/** Public: whoever holds the link is the person who lost their password. */
export default async function NewPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [t, person] = await Promise.all([getTranslations('access.recovery'), findRecovering(token)])
  if (!person) {
    return (
      <Door title={t('gone.title')} lead={t('gone.body')}>
        <p className="mt-6 flex flex-wrap gap-3">
          <Link href="/recovery" className="button button-loud">
            {t('gone.again')}
          </Link>
          <Link href="/sign-in" className="button">
            {t('gone.signIn')}
          </Link>
        </p>
      </Door>
    )
  }
  return (
    <Door title={t('title')} lead={t('lead', { name: person.name })}>
      <ClientWords of="access">
        <NewPassword
          address="/recovery/accept"
          token={token}
          email={person.email}
          min={PASSWORD.min}
          submit={t('submit')}
        />
      </ClientWords>
    </Door>
  )
}
