import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ClaimNote } from '@/components/certificates/claim-note'
import { MyCertificates } from '@/components/certificates/my-certificates'
import { SkillProfile } from '@/components/path/profile'
import { requirePermission } from '@/lib/auth/viewer.server'
import { claimableStages } from '@/lib/certificates/claimable.server'
import { myCertificates } from '@/lib/certificates/read.server'
import { SKILLS } from '@/lib/curriculum/ids'
import { myPath } from '@/lib/path/my-path.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('path.skills'))('title') }
}

export default async function SkillsPage() {
  const viewer = await requirePermission('progress.write')
  const [mine, certificates, t, profile, areas, learn, locale] = await Promise.all([
    myPath(viewer),
    myCertificates(viewer),
    getTranslations('path.skills'),
    getTranslations('path.profile'),
    getTranslations('curriculum.skills'),
    getTranslations('learn'),
    getLocale(),
  ])
  const { lessons, verified, points, catalog, path } = mine
  return (
    <div className="mx-auto max-w-[52rem] px-4 py-10 sm:px-6 sm:py-14">
      <p className="text-small">
        <Link href="/learn" className="link">
          {learn('lesson.backToPath')}
        </Link>
      </p>
      <h1 className="mt-3 font-body text-3xl leading-snug">{t('title')}</h1>
      <p className="mt-3 text-ink-soft">
        {t('lead')} {profile('about')}
      </p>
      <div className="mt-8">
        <SkillProfile mine={mine} />
      </div>
      <dl className="mt-8 grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {SKILLS.map((skill) => (
          <div key={skill} className="border-t border-rule pt-3">
            <dt className="flex items-baseline justify-between">
              <span className="font-body text-lg">{areas(skill)}</span>
              <span className="text-small tabular-nums text-ink-soft">
                {t('sum', { points: points[skill] })}
              </span>
            </dt>
            {lessons
              .filter((lesson) => verified.has(lesson.id) && lesson.skills[skill])
              .map((lesson) => (
                <dd key={lesson.id} className="mt-1 text-small">
                  <Link href={`/learn/${lesson.id}`} className="hover:text-ember hover:underline">
                    {t('from', { lesson: lesson.text[locale].title, points: lesson.skills[skill] ?? 0 })}
                  </Link>
                </dd>
              ))}
            {points[skill] === 0 && <dd className="mt-1 text-small text-ink-faint">{profile('none')}</dd>}
          </div>
        ))}
      </dl>
      <MyCertificates certificates={certificates} catalog={catalog} path={path} />
      <ClaimNote mine={mine} stages={claimableStages(mine, certificates)} />
    </div>
  )
}
