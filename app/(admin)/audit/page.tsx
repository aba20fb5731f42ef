import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { PageLinks } from '@/components/ui/page-links'
import { ScrollBox } from '@/components/ui/scroll-box'
import { readAuditFilters, writeAuditFilters } from '@/lib/audit/filters'
import { auditActions, listAudit } from '@/lib/audit/list.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('audit.read')
  const search = await searchParams
  const filters = readAuditFilters(search)
  const [t, format, actions, { rows, ...pages }] = await Promise.all([
    getTranslations('audit'),
    getFormatter(),
    auditActions(viewer),
    listAudit(viewer, filters, Cursor.safeParse(search['cursor']).data),
  ])
  const asked = writeAuditFilters(filters)
  const texts = [
    ['who', t('who')],
    ['subject', t('subjectFrom')],
  ] as const
  const days = [
    ['from', t('from')],
    ['to', t('to')],
  ] as const

  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{t('about')}</p>
      <form className="mt-6 flex flex-wrap items-end gap-3" key={String(asked)}>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('action')}
          <select name="action" defaultValue={filters.action ?? ''} className="field text-ui">
            <option value="">{t('all')}</option>
            {actions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {texts.map(([name, label]) => (
          <label key={name} className="grid gap-1 text-small text-ink-soft">
            {label}
            <input
              name={name}
              defaultValue={filters[name] ?? ''}
              maxLength={100}
              className="field w-56 text-ui"
            />
          </label>
        ))}
        {days.map(([name, label]) => (
          <label key={name} className="grid gap-1 text-small text-ink-soft">
            {label}
            <input name={name} type="date" defaultValue={filters[name] ?? ''} className="field text-ui" />
          </label>
        ))}
        <button type="submit" className="button">
          {t('filter')}
        </button>
        {asked.size > 0 && (
          <Link href="/audit" prefetch={false} className="link flex min-h-10 items-center">
            {t('clear')}
          </Link>
        )}
      </form>
      {rows.length > 0 && (
        <p className="mt-4 flex flex-wrap items-center gap-x-4">
          <a href={`/api/v1/audit.csv?${asked}`} className="link flex min-h-10 items-center">
            {t('csv')}
          </a>
          <span className="text-small text-ink-faint">{t('allUnder')}</span>
        </p>
      )}
      {rows.length === 0 ? (
        <p className="mt-8 text-ink-faint">{t('empty')}</p>
      ) : (
        <ScrollBox className="mt-6 overflow-x-auto" label={t('title')}>
          <table className="w-full text-left text-small">
            <thead className="border-b border-rule-strong text-ink-soft">
              <tr>
                {(['time', 'actor', 'action', 'subject', 'data'] as const).map((column) => (
                  <th key={column} scope="col" className="py-2 pr-6 font-medium">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} className="border-b border-rule align-top">
                  <td className="whitespace-nowrap py-2 pr-6">
                    {format.dateTime(row.at, { dateStyle: 'short', timeStyle: 'medium' })}
                  </td>
                  <td className="whitespace-nowrap py-2 pr-6">
                    <bdi>{row.actorId === null ? t('system') : (row.actor ?? row.actorId)}</bdi>
                  </td>
                  <td className="whitespace-nowrap py-2 pr-6 font-code">{row.action}</td>
                  <td className="py-2 pr-6 font-code [overflow-wrap:anywhere]">{row.subject}</td>
                  <td className="py-2 font-code text-ink-faint [overflow-wrap:anywhere]">
                    {JSON.stringify(row.data)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <PageLinks
        {...pages}
        href={(cursor) => `/audit?${new URLSearchParams([...asked, ['cursor', cursor]])}`}
      />
    </div>
  )
}
