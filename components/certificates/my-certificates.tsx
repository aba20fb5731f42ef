import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Certificate } from '@/lib/certificates/read.server'
import { type Catalog, stageBy } from '@/lib/curriculum/catalog'
import type { LearnerPath } from '@/lib/curriculum/path'
import { DayText } from './day-text'

type Props = { certificates: readonly Certificate[]; catalog: Catalog; path: LearnerPath }

/** The certificates one holds, and how far the next is. */
export async function MyCertificates({ certificates, catalog, path }: Props) {
  const [t, locale] = await Promise.all([getTranslations('certificates.mine'), getLocale()])
  const name = (stage: Certificate['stage']) => stageBy(catalog, stage).title[locale]
  const under = path.stages.filter(({ required, isComplete }) => required > 0 && !isComplete)
  return (
    <section aria-labelledby="certificates" className="mt-12">
      <h2 id="certificates" className="font-body text-2xl">
        {t('title')}
      </h2>
      {certificates.length === 0 && <p className="mt-2 text-ink-soft">{t('none')}</p>}
      <ul className="mt-3">
        {certificates.map((one) => (
          <li
            key={one.code}
            className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b border-rule py-3"
          >
            <span className="font-body text-lg">{t('stage', { stage: name(one.stage) })}</span>
            {one.revokedAt ? (
              <DayText
                message={one.replacedBy ? 'mine.replaced' : 'mine.revoked'}
                day={one.revokedAt}
                className={one.replacedBy ? 'text-ink-soft' : 'text-danger'}
              />
            ) : (
              <DayText
                message="mine.issued"
                day={one.issuedAt}
                count={one.lessons.length}
                className="text-ink-soft"
              />
            )}
            <Link href={`/certificates/${one.code}`} className="link ml-auto">
              {t('open')}
            </Link>
          </li>
        ))}
      </ul>
      {under.length > 0 && (
        <p className="mt-3 text-small text-ink-faint">
          {under
            .map(({ id, required, verified }) =>
              t('progress', { stage: name(id), left: required - verified }),
            )
            .join(' · ')}
        </p>
      )}
    </section>
  )
}
