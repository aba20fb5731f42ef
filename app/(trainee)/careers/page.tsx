import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { LadderView } from '@/components/careers/ladder-view'
import { RoleView } from '@/components/careers/role-view'
import { requirePermission } from '@/lib/auth/viewer.server'
import { myCareers, wayTo } from '@/lib/careers/my-distance.server'
import { findAim } from '@/lib/curriculum/career'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('careers'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function CareersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('progress.write')
  const [careers, search, t, locale] = await Promise.all([
    myCareers(viewer),
    searchParams,
    getTranslations('careers'),
    getLocale(),
  ])
  const { ladders } = careers.mine.catalog
  const asked = typeof search['role'] === 'string' ? search['role'] : null
  const shown = findAim(ladders, asked) ?? careers.mine.aim
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6 sm:py-14">
      <h1 className="font-body text-3xl leading-snug">{t('title')}</h1>
      <p className="mt-3 text-ink-soft">{t('lead')}</p>
      {!careers.mine.hasPlace && <p className="mt-3 text-caution">{t('noPlace')}</p>}
      <div className="mt-8 gap-12 lg:grid lg:grid-cols-[20rem_1fr]">
        <div className={shown ? 'max-lg:order-2' : undefined}>
          {ladders.map((ladder) => (
            <LadderView key={ladder.id} ladder={ladder} careers={careers} shown={shown?.id} locale={locale} />
          ))}
        </div>
        {shown && (
          <RoleView
            key={shown.id}
            aim={shown}
            way={wayTo(shown, careers)}
            mine={careers.mine}
            locale={locale}
          />
        )}
      </div>
    </div>
  )
}
