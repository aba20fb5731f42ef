import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientWords } from '@/components/people/client-words'
import { NewPassword } from '@/components/people/new-password.client'
import { Door } from '@/components/shell/door'
import { findInvited, INVITATION_DAYS } from '@/lib/auth/invitations.server'
import { PASSWORD } from '@/lib/auth/passwords.server'

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes into no index and to no other site.
  const title = (await getTranslations('invitations'))('title')
  return { title, robots: { index: false }, referrer: 'no-referrer' }
}

/** Public: whoever holds the link is the person invited. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [t, invited] = await Promise.all([getTranslations('invitations'), findInvited(token)])
  if (!invited) {
    return (
      <Door title={t('gone.title')} lead={t('gone.body', { days: INVITATION_DAYS })}>
        <p className="mt-6">
          <Link href="/sign-in" className="button button-loud">
            {t('gone.signIn')}
          </Link>
        </p>
      </Door>
    )
  }
  return (
    <Door title={t('title')} lead={t('lead', { name: invited.name })}>
      <ClientWords of="access">
        <NewPassword
          address="/invitations/accept"
          token={token}
          email={invited.email}
          min={PASSWORD.min}
          submit={t('submit')}
        />
      </ClientWords>
    </Door>
  )
}
