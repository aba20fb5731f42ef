import { getFormatter, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { ReasonForm } from '@/components/ui/reason-form.client'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { ListedJob } from '@/lib/jobs/list.server'
import { wordKind } from './job-words'
import { RepeatButton } from './repeat-button.client'

const COLUMNS = ['kind', 'person', 'state', 'fault', 'attempts', 'created', 'action'] as const
const TINTS: Record<ListedJob['state'], string> = {
  'given-up': 'text-danger',
  retrying: 'text-caution',
  waiting: '',
  done: 'text-verdigris',
  discarded: 'text-ink-soft',
}

export async function JobList({ rows }: { rows: readonly ListedJob[] }) {
  const [t, format] = await Promise.all([getTranslations('jobs'), getFormatter()])
  const time = (at: Date) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <ScrollBox className="mt-6 overflow-x-auto" label={t('title')}>
      <table className="w-full text-left text-ui">
        <thead className="border-b border-rule-strong text-small text-ink-soft">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="py-2 pr-6 font-medium whitespace-nowrap">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const kind = wordKind(row.kind, t)
            const of = { kind, person: row.person?.name ?? '' }
            return (
              <tr key={row.id} className="border-b border-rule align-baseline">
                <td className="py-2 pr-6 whitespace-nowrap">{kind}</td>
                <td className="py-2 pr-6 whitespace-nowrap">
                  {row.person && (
                    <Link href={`/people/${row.person.id}`} prefetch={false} className="link">
                      <bdi>{row.person.name}</bdi>
                    </Link>
                  )}
                </td>
                <td className="py-2 pr-6 whitespace-nowrap">
                  <span className={TINTS[row.state]}>{t(`states.${row.state}`)}</span>
                  <span className="block text-small text-ink-soft">
                    {row.endedAt ? time(row.endedAt) : t('next', { time: time(row.runAt) })}
                  </span>
                </td>
                <td className="min-w-56 max-w-96 py-2 pr-6">
                  {row.fault && t(`faults.${row.fault}`)}
                  {row.lastError && (
                    <bdi
                      lang="en"
                      className="block text-small text-ink-soft [overflow-wrap:anywhere]"
                      translate="no"
                    >
                      {row.lastError}
                    </bdi>
                  )}
                </td>
                <td className="py-2 pr-6 tabular-nums">{row.attempts}</td>
                <td className="py-2 pr-6 whitespace-nowrap">{time(row.createdAt)}</td>
                <td className="py-2">
                  {row.state !== 'done' && row.state !== 'discarded' && (
                    <span className="flex flex-nowrap gap-x-4 whitespace-nowrap">
                      {row.state !== 'waiting' && (
                        <RepeatButton
                          path={`/jobs/${row.id}/repetition`}
                          body={{}}
                          words={{ open: t('repeat'), title: t('repeatOf', of), failed: t('failed') }}
                        />
                      )}
                      <ReasonForm
                        path={`/jobs/${row.id}/discard`}
                        draft={['job-discard', row.id]}
                        words={{
                          open: t('discard'),
                          title: t('discardOf', of),
                          reason: t('reason'),
                          confirm: t('confirm'),
                          cancel: t('cancel'),
                          tooShort: t('tooShort'),
                          failed: t('failed'),
                        }}
                      />
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollBox>
  )
}
