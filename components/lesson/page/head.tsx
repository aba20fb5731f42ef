import { getLocale, getTranslations } from 'next-intl/server'
import { stageBy } from '@/lib/curriculum/catalog'
import { catalog } from '@/lib/curriculum/catalog.server'
import type { Lesson } from '@/lib/curriculum/lesson'
import { VerifiedBadge } from './verified.client'
import { SKILLS } from '@/lib/curriculum/ids'

/** Title, what it takes, and what one can do afterwards. */
export async function LessonHead({ lesson }: { lesson: Lesson }) {
  const [t, names, locale] = await Promise.all([
    getTranslations('learn.lesson'),
    getTranslations('curriculum'),
    getLocale(),
  ])
  const { title, summary, objectives } = lesson.text[locale]
  const skills = SKILLS.filter((skill) => lesson.skills[skill] !== undefined)
  return (
    <header className="mb-8">
      <p className="text-small text-ink-faint">
        {stageBy(catalog(), lesson.stage).title[locale]} ·{' '}
        {t('meta', { minutes: lesson.minutes, version: lesson.version })} <VerifiedBadge />
      </p>
      <h1 className="mt-2 font-body text-[2.1rem] leading-tight text-balance">{title}</h1>
      <p className="mt-4 font-body text-lg text-ink-soft">{summary}</p>
      <section className="mt-6 border-y border-rule py-4 text-ui">
        <h2 className="text-small font-medium text-ink-faint">{t('objectives')}</h2>
        <ul className="mt-2 grid gap-1.5">
          {objectives.map((objective) => (
            <li key={objective} className="flex gap-2.5">
              <span aria-hidden="true" className="mt-[0.65em] h-px w-3 shrink-0 bg-rule-strong" />
              {objective}
            </li>
          ))}
        </ul>
        <p className="mt-3 text-small text-ink-faint">
          {t('skills')} · {skills.map((skill) => names(`skills.${skill}`)).join(' · ')}
        </p>
      </section>
    </header>
  )
}
