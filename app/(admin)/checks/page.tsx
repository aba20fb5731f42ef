import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages, getTranslations } from 'next-intl/server'
import { RerunDesk } from '@/components/reruns/rerun-desk.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { lessons } from '@/lib/content/source.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reruns'))('title') }
}

export default async function ChecksPage() {
  const viewer = await requirePermission('checks.rerun')
  const [t, messages] = await Promise.all([getTranslations('reruns'), getMessages()])
  const choices = lessons().map((lesson) => ({
    id: lesson.id,
    title: lesson.text[viewer.locale].title,
    checks: lesson.checks.map(({ id, kind }) => ({ id, kind })),
  }))
  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[40em] text-ink-soft">{t('lead')}</p>
      {choices.length === 0 ? (
        <p className="mt-4 text-ink-soft">{t('noLessons')}</p>
      ) : (
        <NextIntlClientProvider messages={{ reruns: messages['reruns'] ?? {} }}>
          <RerunDesk lessons={choices} />
        </NextIntlClientProvider>
      )}
    </div>
  )
}
