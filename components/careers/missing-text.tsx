import { getTranslations } from 'next-intl/server'
import type { Missing } from '@/lib/careers/distance'
import { stageBy } from '@/lib/curriculum/catalog'
import type { Locale } from '@/lib/curriculum/ids'
import type { MyPath } from '@/lib/path/my-path.server'

type Props = { item: Missing; mine: MyPath; locale: Locale }

/** One missing thing in words; an area of skill with the part that is there drawn under it. */
export async function MissingText({ item, mine, locale }: Props) {
  const [t, areas] = await Promise.all([
    getTranslations('careers.item'),
    getTranslations('curriculum.skills'),
  ])
  const title = (id: string) => mine.lessons.find((lesson) => lesson.id === id)?.text[locale].title ?? id
  switch (item.kind) {
    case 'skill': {
      const { skill, has, needs } = item
      return (
        <>
          {t('skill', { skill: areas(skill), has, needs })}
          <span aria-hidden="true" className="mt-1 block h-1.5 max-w-80 bg-rule">
            <span
              data-bar
              className="block h-full bg-verdigris"
              style={{ width: `${(100 * has) / needs}%` }}
            />
          </span>
        </>
      )
    }
    case 'stage':
    case 'certificate':
      return t(item.kind, { stage: stageBy(mine.catalog, item.stage).title[locale] })
    case 'lesson':
    case 'review':
      return t(item.kind, { lesson: title(item.lesson) })
    default:
      return item satisfies never
  }
}
