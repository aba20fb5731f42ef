import BadgeCheck from 'lucide-react/icons/badge-check'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Viewer } from '@/lib/auth/permissions'
import { myCertificates } from '@/lib/certificates/read.server'
import { stageBy } from '@/lib/curriculum/catalog'
import { SKILLS } from '@/lib/curriculum/ids'
import type { Lesson } from '@/lib/curriculum/lesson'
import { myPath } from '@/lib/path/my-path.server'

/** What a verified lesson has given, and the way on. The same when it has just been verified and when one comes back. */
export async function Completion({ viewer, lesson }: { viewer: Viewer<'progress.write'>; lesson: Lesson }) {
  const [t, names, locale, format, mine, certificates] = await Promise.all([
    getTranslations('learn.done'),
    getTranslations('curriculum.skills'),
    getLocale(),
    getFormatter(),
    myPath(viewer),
    myCertificates(viewer),
  ])
  const progress = mine.progress.get(lesson.id)
  const stage = mine.path.stages.find(({ id }) => id === lesson.stage)
  const next = mine.path.next?.lesson
  const skills = SKILLS.flatMap((skill) => {
    const points = lesson.skills[skill]
    return points === undefined ? [] : [t('points', { skill: names(skill), points })]
  })
  const title = stageBy(mine.catalog, lesson.stage).title[locale]
  const certificate = certificates.find((one) => one.stage === lesson.stage && one.revokedAt === null)
  return (
    <section id="lesson-complete" aria-labelledby="lesson-complete-title" className="lesson-complete">
      <h2 id="lesson-complete-title" className="flex items-center gap-3 font-body text-2xl">
        <BadgeCheck size={26} className="shrink-0 text-verdigris" aria-hidden />
        {t('title')}
      </h2>
      {progress?.verifiedAt && (
        <p className="mt-1 text-small text-ink-faint">
          {t('note', { when: format.dateTime(progress.verifiedAt, { dateStyle: 'long' }) })}
        </p>
      )}
      <h3 className="mt-5 text-small font-medium text-ink-faint">{t('can')}</h3>
      <ul className="mt-1.5 grid gap-1.5">
        {lesson.text[locale].objectives.map((objective) => (
          <li key={objective} className="flex gap-2.5">
            <span aria-hidden="true" className="mt-[0.65em] h-px w-3 shrink-0 bg-verdigris" />
            {objective}
          </li>
        ))}
      </ul>
      <dl className="mt-5 flex flex-wrap gap-x-10 gap-y-4">
        <div>
          <dt className="text-small text-ink-faint">{t('skills')}</dt>
          <dd className="tabular-nums">{skills.join(' · ')}</dd>
        </div>
        {progress && progress.activeMinutes + progress.runs > 0 && (
          <div>
            <dt className="text-small text-ink-faint">{t('work')}</dt>
            <dd className="tabular-nums">
              {t('minutes', { minutes: progress.activeMinutes, runs: progress.runs })}
            </dd>
          </div>
        )}
        {stage && stage.required > 0 && (
          <div className="min-w-56">
            <dt className="text-small text-ink-faint">{t('stage')}</dt>
            <dd className="tabular-nums">
              {stage.isComplete
                ? t('complete', { stage: title })
                : t('progress', { stage: title, verified: stage.verified, required: stage.required })}
              <span aria-hidden="true" className="measure mt-1.5 h-1">
                <span
                  data-bar
                  className="bg-verdigris"
                  style={{ inlineSize: `${(100 * stage.verified) / stage.required}%` }}
                />
              </span>
            </dd>
          </div>
        )}
      </dl>
      {!next && mine.path.isFinished && <p className="mt-5">{t('finished')}</p>}
      <p className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
        {next && (
          <Link href={`/learn/${next.id}`} className="button button-loud max-w-full py-2 whitespace-normal">
            {t('next', { title: next.text[locale].title })}
          </Link>
        )}
        {stage?.isComplete && (
          <Link href={certificate ? `/certificates/${certificate.code}` : '/learn'} className="link">
            {t(certificate ? 'certificate' : 'claim')}
          </Link>
        )}
        <Link href="/learn" className="link">
          {t('back')}
        </Link>
      </p>
    </section>
  )
}
