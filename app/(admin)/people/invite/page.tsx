import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { placeOptions } from '@/components/people/choices'
import { ClientWords } from '@/components/people/client-words'
import { Invite } from '@/components/people/invite.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { peopleChoices } from '@/lib/people/choices.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('inviteForm.title') }
}

export default async function InvitePage() {
  const viewer = await requirePermission('people.manage')
  const [t, choices] = await Promise.all([getTranslations('people.inviteForm'), peopleChoices(viewer)])
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[40em] text-ink-soft">{t('lead')}</p>
      {choices.departments.length === 0 && (
        <p className="mt-4 max-w-[44em] border-l-2 border-caution bg-caution-wash px-3 py-2">
          {t('noDepartment')}{' '}
          <Link href="/departments" className="link">
            {t('addDepartment')}
          </Link>
        </p>
      )}
      <ClientWords of="people">
        <Invite options={placeOptions(choices, viewer.locale)} />
      </ClientWords>
    </div>
  )
}
