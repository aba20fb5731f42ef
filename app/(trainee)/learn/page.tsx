import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClaimNote } from '@/components/certificates/claim-note'
import { DueList } from '@/components/path/due-list'
import { LeftOff } from '@/components/path/left-off'
import { PathMap } from '@/components/path/map'
import { SkillProfile } from '@/components/path/profile'
import { dueFor } from '@/lib/assignments/due.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { claimableStages } from '@/lib/certificates/claimable.server'
import { myCertificates } from '@/lib/certificates/read.server'
import { stageBy } from '@/lib/curriculum/catalog'
import { myPath } from '@/lib/path/my-path.server'
import { stagesWithPlacement } from '@/lib/path/placements.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('learn'))('title') }
}

export default async function LearnPage() {
  const viewer = await requirePermission('progress.write')
  const [mine, due, certificates, t, profile, locale] = await Promise.all([
    myPath(viewer),
    dueFor(viewer),
    myCertificates(viewer),
    getTranslations('learn'),
    getTranslations('path.profile'),
    getLocale(),
  ])
  const { track, aim, path, progress, verified, catalog, lessons } = mine
  const work = [...progress.values()]
  const figures = [
    [t('figures.verified'), t('figures.lessons', { done: verified.size, all: lessons.length })],
    [t('figures.active'), t('figures.minutes', { minutes: sum(work.map((row) => row.activeMinutes)) })],
    [t('figures.runs'), t('figures.times', { runs: sum(work.map((row) => row.runs)) })],
  ] as const

  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6 sm:py-14">
      <div className="gap-16 lg:grid lg:grid-cols-[1fr_21rem]">
        <div>
          <LeftOff mine={mine} name={viewer.name} />
          <ClaimNote mine={mine} stages={claimableStages(mine, certificates)} />
          <DueList due={due} verified={verified} />
          <dl className="mt-5 flex flex-wrap gap-x-10 gap-y-3">
            {figures.map(([name, value]) => (
              <div key={name}>
                <dt className="text-small text-ink-faint">{name}</dt>
                <dd className="tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
        <section aria-labelledby="profile" className="mt-10 lg:mt-1">
          <h2 id="profile" className="mb-3 flex items-baseline justify-between gap-4 font-body text-xl">
            {profile('title')}
            <Link href="/skills" className="link font-ui text-small">
              {profile('more')}
            </Link>
          </h2>
          <SkillProfile mine={mine} />
        </section>
      </div>
      <section aria-labelledby="path">
        <h2 id="path" className="mt-14 font-body text-2xl">
          {t('path')}
        </h2>
        <p className="mt-1 text-ink-soft">
          {t('where', {
            stage: stageBy(catalog, path.stage).title[locale],
            track: track.title[locale],
          })}{' '}
          {t('pathNote')}
        </p>
        <p className="mt-2 flex flex-wrap gap-x-6">
          <Link href="/tracks" className="link flex min-h-10 items-center">
            {t('change')}
          </Link>
          <Link href="/careers" className="link flex min-h-10 items-center">
            {aim ? t('aim', { role: aim.role.title[locale] }) : t('noAim')}
          </Link>
        </p>
        <PathMap mine={mine} certificates={certificates} placements={stagesWithPlacement()} />
      </section>
    </div>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
