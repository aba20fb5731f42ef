import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClientWords } from '@/components/people/client-words'
import { Door } from '@/components/shell/door'
import { smtp } from '@/lib/mail/smtp.server'
import { AskForm } from './ask-form.client'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.recovery'))('ask.title') }
}

/** Public: asks for a mail with a link. Without a mail server it says who can make one. */
export default async function RecoveryPage() {
  const t = await getTranslations('access.recovery')
  const canMail = smtp() !== undefined
  return (
    <Door title={t('ask.title')} lead={t(canMail ? 'ask.lead' : 'ask.noMail')}>
      {canMail && (
        <ClientWords of="access">
          <AskForm />
        </ClientWords>
      )}
      <p className="mt-8">
        <Link href="/sign-in" className="link inline-flex min-h-10 items-center">
          {t('ask.back')}
        </Link>
      </p>
    </Door>
  )
}
