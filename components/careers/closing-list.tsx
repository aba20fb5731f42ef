import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { listed } from '@/components/path/words'
import type { Closing, ClosingReason } from '@/lib/careers/closing'
import { stageBy } from '@/lib/curriculum/catalog'
import { type Locale, SKILLS, type SkillId, STAGES, type StageId } from '@/lib/curriculum/ids'
import type { MyPath } from '@/lib/path/my-path.server'

type Props = { closing: Closing; mine: MyPath; locale: Locale }

const isStage = (reason: ClosingReason): reason is StageId => STAGES.includes(reason as StageId)
const isSkill = (reason: ClosingReason): reason is SkillId => SKILLS.includes(reason as SkillId)

/** That another lesson needs it is only worth saying where there is no other reason. */
const told = (reasons: readonly ClosingReason[]): readonly ClosingReason[] =>
  reasons.length > 1 ? reasons.filter((reason) => reason !== 'before') : reasons

/** The lessons that close the distance in the order of the path, each with why it is on the list. */
export async function ClosingList({ closing, mine, locale }: Props) {
  const [t, areas] = await Promise.all([getTranslations('careers'), getTranslations('curriculum.skills')])
  const stage = (id: StageId) => stageBy(mine.catalog, id).title[locale]
  const hours = Math.max(
    1,
    Math.round(closing.lessons.reduce((sum, { lesson }) => sum + lesson.minutes, 0) / 60),
  )
  const say = (reason: ClosingReason): string => {
    if (isSkill(reason)) return t('reason.skill', { skill: areas(reason) })
    if (isStage(reason)) return t('reason.stage', { stage: stage(reason) })
    return t(`reason.${reason}`)
  }
  const { unreachable } = closing
  const open = [
    ...unreachable.lessons.map((lesson) => t('unreachable.lesson', { lesson })),
    ...unreachable.skills.map((skill) => t('unreachable.skill', { skill: areas(skill) })),
    ...unreachable.stages.map((id) => t('unreachable.stage', { stage: stage(id) })),
  ]
  return (
    <>
      {closing.lessons.length > 0 && (
        <>
          <h3 className="mt-8 font-body text-xl">{t('closing')}</h3>
          <p className="mt-1 text-small text-ink-faint">
            {t('closingTime', { count: closing.lessons.length, hours })}
          </p>
          <ol className="mt-2" data-closing>
            {closing.lessons.map(({ lesson, reasons }) => (
              <li key={lesson.id} className="border-b border-rule">
                <Link href={`/learn/${lesson.id}`} className="group block min-h-10 py-2" prefetch={false}>
                  <span className="font-body text-lg group-hover:text-ember group-hover:underline">
                    {lesson.text[locale].title}
                  </span>
                  <span className="block text-small text-ink-faint">
                    {listed(told(reasons).map(say), locale)}
                  </span>
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}
      {open.length > 0 && (
        <div className="mt-6 border-l-2 border-caution pl-3 text-small">
          <p className="text-caution">{t('unreachable.title')}</p>
          <ul>
            {open.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {unreachable.stages.length > 0 && (
            <p className="mt-1">
              <Link href="/tracks" className="link">
                {t('otherTrack')}
              </Link>
            </p>
          )}
        </div>
      )}
    </>
  )
}
