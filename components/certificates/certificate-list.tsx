import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ReasonForm } from '@/components/ui/reason-form.client'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { ListedCertificate } from '@/lib/certificates/read.server'
import { chooseFaces } from '@/lib/certificates/faces'
import { certificateFaces } from '@/lib/certificates/font.server'
import { findLesson } from '@/lib/content/source.server'
import { type Catalog, stageBy } from '@/lib/curriculum/catalog'
import type { Locale } from '@/lib/curriculum/ids'

type Props = { rows: readonly ListedCertificate[]; catalog: Catalog; locale: Locale }

/** HR's list: who holds what, and the way to revoke it. */
export async function CertificateList({ rows, catalog, locale }: Props) {
  const [t, shared, format] = await Promise.all([
    getTranslations('certificates.hr'),
    getTranslations('certificates'),
    getFormatter(),
  ])
  const titleOf = (id: string) => findLesson(id)?.text[locale].title ?? id
  const asking = { reason: t('reason'), tooShort: t('tooShort') }
  const refusals = Object.fromEntries(
    (['not-earned', 'held', 'unchanged'] as const).map((name) => [name, t(name)]),
  )
  const day = (time: Date) => format.dateTime(time, { dateStyle: 'medium' })
  return (
    <ScrollBox className="mt-6 overflow-x-auto" label={shared('title')}>
      <table className="w-full text-left">
        <thead className="border-b border-rule-strong text-small text-ink-soft">
          <tr>
            {(['name', 'department', 'stage', 'issued', 'state', 'action'] as const).map((column) => (
              <th key={column} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { missing } = chooseFaces(row.name, certificateFaces())
            const stage = stageBy(catalog, row.stage).title[locale]
            return (
              <tr key={row.code} className="border-b border-rule align-baseline">
                <th scope="row" className="py-1 pr-6 font-normal whitespace-nowrap">
                  <Link
                    href={`/certificates/${row.code}`}
                    prefetch={false}
                    className="link inline-flex min-h-10 items-center"
                  >
                    <bdi>{row.name}</bdi>
                  </Link>{' '}
                  <span className="text-small text-ink-faint">{row.number}</span>
                </th>
                <td className="py-1 pr-6 whitespace-nowrap">{row.department[locale]}</td>
                <td className="py-1 pr-6 whitespace-nowrap">{stage}</td>
                <td className="py-1 pr-6 whitespace-nowrap">{day(row.issuedAt)}</td>
                <td className="min-w-24 py-1 pr-6">
                  {row.revokedAt === null ? (
                    <>
                      <span className="text-verdigris">{t('states.valid')}</span>
                      {row.name !== row.nameNow && (
                        <span className="block text-small text-ink-soft">
                          {t('nameNow', { name: row.nameNow })}
                        </span>
                      )}
                      {missing.length > 0 && (
                        <span className="block text-small text-caution">
                          {t('glyphs', { characters: missing.join(' ') })}
                        </span>
                      )}
                      {row.unproven.length > 0 && (
                        <span className="block text-small text-danger">
                          {t('unproven', { lessons: format.list(row.unproven.map(titleOf)) })}
                        </span>
                      )}
                    </>
                  ) : (
                    <>
                      <span className={row.replacedBy ? 'text-ink-soft' : 'text-danger'}>
                        {t(row.replacedBy ? 'states.replaced' : 'states.revoked')}
                      </span>{' '}
                      <span className="text-small text-ink-soft">
                        {t('revokedFor', { day: day(row.revokedAt), reason: row.revokedFor ?? '—' })}
                      </span>
                    </>
                  )}
                </td>
                <td className="py-1">
                  <span className="flex flex-wrap gap-x-4">
                    {row.revokedAt === null && (
                      <ReasonForm
                        path={`/certificates/${row.code}/revocation`}
                        draft={['revocation', row.code]}
                        words={{
                          ...asking,
                          open: t('revoke'),
                          title: t('revokeOf', { name: row.name, stage }),
                          confirm: t('confirm'),
                          cancel: t('cancel'),
                          failed: t('failed'),
                        }}
                      />
                    )}
                    {row.revokedAt === null && row.name !== row.nameNow && (
                      <ReasonForm
                        path={`/certificates/${row.code}/reissue`}
                        draft={['reissue', row.code]}
                        refusals={refusals}
                        words={{
                          ...asking,
                          open: t('correct'),
                          title: t('correctOf', { name: row.nameNow, stage }),
                          confirm: t('correctConfirm'),
                          cancel: t('keep'),
                          failed: t('reissueFailed'),
                        }}
                      />
                    )}
                    {row.revokedAt !== null && !row.hasValid && (
                      <ReasonForm
                        path={`/certificates/${row.code}/reissue`}
                        draft={['reissue', row.code]}
                        refusals={refusals}
                        words={{
                          ...asking,
                          open: t('reissue'),
                          title: t('reissueOf', { name: row.nameNow, stage }),
                          confirm: t('reissueConfirm'),
                          cancel: t('keep'),
                          failed: t('reissueFailed'),
                        }}
                      />
                    )}
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}
