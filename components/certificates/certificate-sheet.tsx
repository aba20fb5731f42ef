import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Brand } from '@/components/shell/brand'
import { Preferences } from '@/components/shell/preferences.client'
import { chosenTheme } from '@/components/shell/theme.server'
import { ScrollBox } from '@/components/ui/scroll-box'
import { proofKinds } from '@/lib/certificates/proof-kinds'
import type { Certificate } from '@/lib/certificates/read.server'
import { findLesson } from '@/lib/content/source.server'
import { stageBy } from '@/lib/curriculum/catalog'
import { catalog } from '@/lib/curriculum/catalog.server'

/** What a certificate says, and whether it still holds, to anybody with its address. */
export async function CertificateSheet({ certificate }: { certificate: Certificate }) {
  const [t, shell, locale, format, theme] = await Promise.all([
    getTranslations('certificates.public'),
    getTranslations('shell'),
    getLocale(),
    getFormatter(),
    chosenTheme(),
  ])
  const { name, lessons, issuedAt, revokedAt, replacedBy, code } = certificate
  const day = (time: Date) => format.dateTime(time, { dateStyle: 'long' })
  const kinds = proofKinds(lessons, (id) => findLesson(id)?.checks)
  const stage = stageBy(catalog(), certificate.stage).title[locale]
  return (
    <main className="mx-auto max-w-[46rem] px-4 py-6 sm:px-6">
      <div className="flex items-center justify-between print:hidden">
        <Link href="/" className="flex min-h-12 items-center gap-2 font-semibold" aria-label={shell('home')}>
          <Brand />
        </Link>
        <span className="flex items-center">
          <Preferences chosen={theme} />
        </span>
      </div>
      <article className="mt-4 border border-rule-strong px-5 py-10 outline outline-rule outline-offset-4 sm:px-12">
        <p className="text-small tracking-wide text-ink-faint">{t('kicker')}</p>
        <h1 className="mt-4 font-body text-4xl leading-tight">
          <bdi>{name}</bdi>
        </h1>
        <p className="mt-4 font-body text-lg">{t('statement', { name, stage })}</p>
        {revokedAt && replacedBy ? (
          <p className="mt-6 border-l-4 border-caution bg-caution-wash px-4 py-3" data-state="replaced">
            <strong className="text-caution">{t('replaced')}</strong>
            <br />
            {t('replacedNote', { issued: day(issuedAt), revoked: day(revokedAt) })}{' '}
            <Link href={`/certificates/${replacedBy}`} className="link">
              {t('replacement')}
            </Link>
          </p>
        ) : revokedAt ? (
          <p className="mt-6 border-l-4 border-danger bg-danger-wash px-4 py-3" data-state="revoked">
            <strong className="text-danger">{t('revoked')}</strong>
            <br />
            {t('revokedNote', { issued: day(issuedAt), revoked: day(revokedAt) })}
          </p>
        ) : (
          <p className="mt-6 border-l-4 border-verdigris bg-verdigris-wash px-4 py-3" data-state="valid">
            <strong className="text-verdigris">{t('valid')}</strong>
            <br />
            {t('validNote', { day: day(issuedAt) })}
          </p>
        )}
        <h2 className="mt-8 text-small font-medium text-ink-faint">{t('lessons')}</h2>
        <ScrollBox className="overflow-x-auto" label={t('lessons')}>
          <table className="mt-1 w-full text-left">
            <thead className="border-b border-rule-strong text-small text-ink-soft">
              <tr>
                {(['lesson', 'version', 'verifiedAt'] as const).map((column) => (
                  <th key={column} scope="col" className="py-2 pr-4 font-medium whitespace-nowrap">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lessons.map(({ lesson, version, verifiedAt }) => (
                <tr key={lesson} className="border-b border-rule align-baseline">
                  <th scope="row" className="py-2 pr-4 font-body text-lg font-normal">
                    {findLesson(lesson)?.text[locale].title ?? lesson}
                  </th>
                  <td className="py-2 pr-4 whitespace-nowrap">{t('versionOf', { version })}</td>
                  <td className="py-2 whitespace-nowrap">{day(verifiedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        {kinds.length > 0 && (
          <p className="mt-4 text-small text-ink-soft">
            {t('what', {
              proofs: format.list(
                kinds.map((kind) => t(`proof.${kind}`)),
                { type: 'disjunction' },
              ),
            })}
          </p>
        )}
        <p className="mt-6 text-small text-ink-faint">
          {t('code')} <span className="font-code [overflow-wrap:anywhere]">{code}</span>
        </p>
      </article>
      <p className="mt-6 print:hidden">
        <a href={`/api/v1/certificates/${code}/pdf`} className="button" download>
          {t('download')}
        </a>
      </p>
    </main>
  )
}
