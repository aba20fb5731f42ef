import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { cellAnchor } from '@/lib/content/anchors'
import { Inlines } from '@/components/quiz/inlines'
import type { ShownArticle, ShownErratum } from '@/lib/glossary/sources.server'

/** One source: what the lessons took from it, and what it gets wrong. */
export function Article({ article }: { article: ShownArticle }) {
  const t = useTranslations('sources')
  const { id, title, short, taken, errata } = article
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-12 scroll-mt-16">
      <h2 id={`${id}-title`} className="font-body text-2xl text-balance">
        {title}
      </h2>
      <p className="mt-1 text-small text-ink-faint">{t('called', { short })}</p>
      <h3 className="mt-5 font-semibold">{t('taken')}</h3>
      <ul className="mt-1 list-disc pl-5">
        {taken.map(({ what, lessons }) => (
          <li key={what} className="mt-1">
            {what}
            {lessons.length > 0 && (
              <span className="flex flex-wrap gap-x-4">
                {lessons.map((place) => (
                  <Link
                    key={place.lesson}
                    href={`/learn/${place.lesson}`}
                    className="link inline-flex min-h-10 items-center text-small"
                  >
                    {place.title}
                  </Link>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
      <h3 className="mt-5 font-semibold">{t('errata', { count: errata.length })}</h3>
      {errata.map((erratum, index) => (
        <Erratum key={index} erratum={erratum} />
      ))}
    </section>
  )
}

function Erratum({ erratum }: { erratum: ShownErratum }) {
  const t = useTranslations('sources')
  const { sections, says, right, place } = erratum
  return (
    <dl className="mt-3 grid gap-x-4 gap-y-1 border-t border-rule pt-3 sm:grid-cols-[4.5rem_1fr]">
      <dt className="text-small text-ink-faint">{t('says')}</dt>
      <dd className="min-w-0">
        <span className="mr-2 text-small text-ink-faint">{sections}</span>
        <Inlines of={says} />
      </dd>
      <dt className="text-small text-ink-faint">{t('right')}</dt>
      <dd className="min-w-0">
        <Inlines of={right} />
      </dd>
      {place && (
        <>
          <dt className="text-small text-ink-faint">{t('proof')}</dt>
          <dd>
            <Link
              href={`/learn/${place.lesson}${place.cell === undefined ? '' : `#${cellAnchor(place.cell)}`}`}
              className="link inline-flex min-h-10 items-center text-small"
            >
              {place.title}
            </Link>
          </dd>
        </>
      )}
    </dl>
  )
}
