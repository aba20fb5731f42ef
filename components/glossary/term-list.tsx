import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { Locale } from '@/lib/curriculum/ids'
import type { Section } from '@/lib/glossary/glossary'

type Props = {
  sections: Section[]
  /** Titles of the lessons that exist. */
  lessons: Record<string, string>
  locale: Locale
}

/** Terms by letter; each can be linked to, and leads to the lesson that teaches it. */
export function TermList({ sections, lessons, locale }: Props) {
  const t = useTranslations('glossary')
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <>
      <nav aria-label={t('letters')} className="mt-6">
        <ul className="-mx-2 flex flex-wrap">
          {sections.map(({ initial }) => (
            <li key={initial}>
              <a
                href={`#letter-${initial}`}
                className="link flex min-h-10 min-w-10 items-center justify-center"
              >
                {initial}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ initial, terms }) => (
        <section key={initial} aria-labelledby={`letter-${initial}`} className="mt-8">
          <h2 id={`letter-${initial}`} className="border-b border-rule pb-1 font-body text-xl text-ink-faint">
            {initial}
          </h2>
          <dl>
            {terms.map((term) => (
              <div key={term.id} id={term.id} className="-mx-3 scroll-mt-16 px-3 py-3 target:bg-ember-wash">
                <dt className="flex flex-wrap items-baseline gap-x-3">
                  <span className="font-body text-lg font-semibold">{term[locale]}</span>
                  {term[other].toLowerCase() !== term[locale].toLowerCase() && (
                    <span lang={other} className="text-ink-soft">
                      {term[other]}
                    </span>
                  )}
                </dt>
                <dd className="mt-0.5 max-w-[40em]">
                  {term.means[locale]}
                  {lessons[term.lesson] !== undefined && (
                    <Link
                      href={`/learn/${term.lesson}`}
                      className="link flex min-h-10 items-center text-small"
                    >
                      {t('lesson', { title: lessons[term.lesson]! })}
                    </Link>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  )
}
