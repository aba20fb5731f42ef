import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { placeOptions } from '@/components/people/choices'
import { ClientWords } from '@/components/people/client-words'
import { MentorPlan } from '@/components/people/mentor-plan.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { peopleChoices } from '@/lib/people/choices.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('mentorForm.title') }
}

export default async function MentorPlanPage() {
  const viewer = await requirePermission('people.manage')
  const [t, choices] = await Promise.all([getTranslations('people.mentorForm'), peopleChoices(viewer)])
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('lead')}</p>
      <ClientWords of="people">
        <MentorPlan options={placeOptions(choices, viewer.locale)} />
      </ClientWords>
    </div>
  )
}
