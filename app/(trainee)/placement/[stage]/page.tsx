import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getFormatter, getLocale, getMessages, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Begin } from '@/components/placement/begin.client'
import { Results } from '@/components/placement/results'
import { TestForm } from '@/components/placement/test-form.client'
import { requirePermission } from '@/lib/auth/viewer.server'
import { lessons as installedLessons } from '@/lib/content/source.server'
import { stageBy } from '@/lib/curriculum/catalog'
import { catalog } from '@/lib/curriculum/catalog.server'
import { StageId } from '@/lib/curriculum/ids'
import { placementStanding } from '@/lib/placement/placement.server'

type Params = { params: Promise<{ stage: string }> }
const RULES = ['draw', 'time', 'again', 'safe'] as const

async function titleOf(stage: StageId): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations('placement'), getLocale()])
  return t('title', { stage: stageBy(catalog(), stage).title[locale] })
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const stage = StageId.safeParse((await params).stage)
  return stage.success ? { title: await titleOf(stage.data) } : {}
}

export default async function PlacementPage({ params }: Params) {
  const viewer = await requirePermission('progress.write')
  const given = StageId.safeParse((await params).stage)
  if (!given.success) notFound()
  const stage = given.data
  const locale = await getLocale()
  const [standing, t, format, messages, title] = await Promise.all([
    placementStanding(viewer, stage, locale),
    getTranslations('placement'),
    getFormatter(),
    getMessages(),
    titleOf(stage),
  ])
  const names = installedLessons().map(({ id, text }) => ({ lesson: id, title: text[locale].title }))

  return (
    <NextIntlClientProvider
      messages={{ placement: messages['placement'], checks: messages['checks'] } as typeof messages}
    >
      <div className="mx-auto max-w-2xl px-4 py-10 sm:px-6 sm:py-14">
        <Link href="/learn" className="link">
          {t('back')}
        </Link>
        <h1 className="pt-4 pb-2 font-body text-2xl">{title}</h1>
        {standing.kind !== 'open' && <p className="pb-2 text-ink-soft">{t('lead')}</p>}
        {(standing.kind === 'none' || standing.kind === 'nothing') && <p>{t(standing.kind)}</p>}
        {standing.kind === 'wait' && (
          <p>
            {t('wait', { date: format.dateTime(standing.until, { dateStyle: 'long', timeStyle: 'short' }) })}
          </p>
        )}
        {standing.kind === 'ready' && (
          <>
            <ul className="list-disc py-2 ps-5">
              {RULES.map((rule) => (
                <li key={rule} className="py-1">
                  {t(`rules.${rule}`)}
                </li>
              ))}
            </ul>
            <p className="pt-2">
              {t('asked', { lessons: standing.lessons.length, questions: standing.questions })}
            </p>
            <ul className="py-2">
              {standing.lessons.map(({ id, text }) => (
                <li key={id} className="border-t border-rule py-2">
                  {text[locale].title}
                </li>
              ))}
            </ul>
            <Begin stage={stage} />
          </>
        )}
        {standing.kind === 'open' && (
          <TestForm
            key={standing.test.id}
            learner={viewer.id}
            test={{
              id: standing.test.id,
              expiresAt: standing.test.expiresAt.toISOString(),
              lessons: standing.test.lessons.map((one) => ({ ...one, title: one.title[locale] })),
            }}
          />
        )}
        {(standing.kind === 'wait' || standing.kind === 'ready') && standing.last && (
          <section aria-labelledby="last" className="pt-8">
            <h2 id="last" className="text-lg font-semibold">
              {t('last')}
            </h2>
            <Results lessons={names} results={standing.last} />
          </section>
        )}
      </div>
    </NextIntlClientProvider>
  )
}
