import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import { AuditCursor, auditActions, listAudit } from '@/lib/audit/list.server'
import { requirePermission } from '@/lib/auth/viewer.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('audit.read')
  const search = await searchParams
  const actions = await auditActions(viewer)
  const action = actions.find((name) => name === search['action'])
  const before = AuditCursor.safeParse({ at: search['at'], id: search['id'] }).data
  const { rows, next } = await listAudit(viewer, { action, before })
  const [t, format] = await Promise.all([getTranslations('audit'), getFormatter()])
  const older =
    next && new URLSearchParams({ ...(action && { action }), at: next.at.toISOString(), id: next.id })

  return (
    <div className="mx-auto max-w-[64rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 text-ink-soft">{t('about')}</p>
      <form className="mt-6 flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-small text-ink-soft">
          {t('action')}
          <select name="action" defaultValue={action ?? ''} className="field text-ui">
            <option value="">{t('all')}</option>
            {actions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t('filter')}
        </button>
      </form>
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
                    <bdi>{row.actor ?? t('system')}</bdi>
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
      {older && (
        <p className="mt-6">
          <Link href={`/audit?${older}`} className="button">
            {t('older')}
          </Link>
        </p>
      )}
    </div>
  )
}
