'use client'
import { useTranslations } from 'next-intl'
import type { ProjectCriterion } from '@/lib/reviews/project-view'

/** What is looked at, with the levels; where points were given, the level that was reached. */
export function RubricList({
  criteria,
  points,
}: {
  criteria: readonly ProjectCriterion[]
  points: Readonly<Record<string, number>> | null
}) {
  const t = useTranslations('reviews')
  return (
    <dl>
      {criteria.map(({ id, title, what, weight, levels }) => {
        const given = points?.[id]
        const level = levels.find((one) => one.points === given)
        const most = levels.at(-1)!.points
        return (
          <div key={id} className="border-t border-rule py-2">
            <dt className="flex flex-wrap items-baseline justify-between gap-x-4 font-medium">
              {title}
              <span className="text-ink-soft tabular-nums">
                {given === undefined
                  ? t('outOf', { most: most * weight })
                  : t('pointsOf', { points: given * weight, most: most * weight })}
              </span>
            </dt>
            <dd className="text-ink-soft">{level ? level.says : what}</dd>
            {!points && (
              <dd>
                <ul className="mt-1 text-small text-ink-soft">
                  {levels.map((one) => (
                    <li key={one.points} className="flex gap-2">
                      <span className="w-8 shrink-0 text-end tabular-nums">{one.points * weight}</span>
                      {one.says}
                    </li>
                  ))}
                </ul>
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
