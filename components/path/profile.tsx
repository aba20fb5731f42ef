import { getLocale, getTranslations } from 'next-intl/server'
import { ScrollBox } from '@/components/ui/scroll-box'
import { SKILLS, type SkillId } from '@/lib/curriculum/ids'
import { requiredLessons } from '@/lib/curriculum/path'
import { pointsOf } from '@/lib/curriculum/skills'
import type { MyPath } from '@/lib/path/my-path.server'
import { listed } from './words'

type Bar = { skill: SkillId; points: number; track: number; aim: number | null }

/**
 * The six areas as bars. Bars and not a radar: lengths on a common scale can be compared, the area of a web cannot.
 * The bar behind is what the whole track gives; the mark is what the aim asks for.
 */
export async function SkillProfile({ mine }: { mine: MyPath }) {
  const [t, areas, locale] = await Promise.all([
    getTranslations('path.profile'),
    getTranslations('curriculum.skills'),
    getLocale(),
  ])
  const { points, aim, track, lessons, verified } = mine
  const onTrack = new Set(requiredLessons(track, lessons).map(({ id }) => id))
  // What is verified beside the track counts as much.
  const total = pointsOf(lessons.filter(({ id }) => onTrack.has(id) || verified.has(id)))
  const bars = SKILLS.map((skill): Bar => ({
    skill,
    points: points[skill],
    track: total[skill],
    aim: aim?.role.skills[skill] ?? null,
  }))
  const longest = Math.max(1, ...bars.map((bar) => Math.max(bar.track, bar.aim ?? 0)))
  const spoken = bars.map(({ skill, points: own }) => t('item', { skill: areas(skill), points: own }))
  const from = (skill: SkillId) =>
    lessons.filter((lesson) => verified.has(lesson.id) && lesson.skills[skill] !== undefined)
  return (
    <figure>
      <p className="sr-only">{t('description', { list: listed(spoken, locale) })}</p>
      <div aria-hidden="true" className="grid gap-2.5">
        {bars.map((bar) => (
          <BarRow key={bar.skill} bar={bar} name={areas(bar.skill)} longest={longest} />
        ))}
      </div>
      <figcaption className="mt-3 text-small text-ink-soft">
        {aim ? t('marks', { role: aim.role.title[locale] }) : t('marksNoAim')}
      </figcaption>
      <details className="mt-1">
        <summary className="flex min-h-10 w-fit cursor-pointer items-center text-small text-ink-soft underline underline-offset-4 hover:text-ember">
          {t('table')}
        </summary>
        <ScrollBox className="overflow-x-auto" label={t('table')}>
          <table className="w-full text-left text-small">
            <thead className="border-b border-rule-strong text-ink-soft">
              <tr>
                {(['area', 'points', 'track', ...(aim ? ['aim' as const] : []), 'lessons'] as const).map(
                  (column) => (
                    <th key={column} scope="col" className="py-2 pr-4 font-medium">
                      {t(column)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {bars.map((bar) => (
                <tr key={bar.skill} className="border-b border-rule align-top">
                  <th scope="row" className="py-2 pr-4 font-normal whitespace-nowrap">
                    {areas(bar.skill)}
                  </th>
                  <td className="py-2 pr-4">{bar.points}</td>
                  <td className="py-2 pr-4">{bar.track}</td>
                  {aim && <td className="py-2 pr-4">{bar.aim ?? '—'}</td>}
                  <td className="min-w-40 py-2">
                    {from(bar.skill).length === 0
                      ? t('none')
                      : listed(
                          from(bar.skill).map((lesson) => lesson.text[locale].title),
                          locale,
                        )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </figure>
  )
}

function BarRow({ bar, name, longest }: { bar: Bar; name: string; longest: number }) {
  const share = (value: number) => `${(100 * value) / longest}%`
  return (
    <div className="grid grid-cols-[5.5rem_1fr_auto] items-center gap-3 text-small">
      <span className="text-ink-soft">{name}</span>
      <span className="relative block h-3">
        <span
          data-bar="behind"
          className="absolute inset-y-0 left-0 bg-rule"
          style={{ width: share(bar.track) }}
        />
        <span
          data-bar
          className="absolute inset-y-0 left-0 bg-verdigris"
          style={{ width: share(bar.points) }}
        />
        {bar.aim !== null && (
          <span
            data-bar="mark"
            className="absolute -inset-y-1 w-0.5 bg-ink"
            style={{ left: `calc(${share(bar.aim)} - 2px)` }}
          />
        )}
      </span>
      <span className="min-w-14 text-right tabular-nums">
        {bar.points}
        <span className="text-ink-faint"> / {bar.track}</span>
      </span>
    </div>
  )
}
