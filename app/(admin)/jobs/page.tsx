import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JobList } from '@/components/jobs/job-list'
import { JobTroubles } from '@/components/jobs/job-trouble'
import { wordKind } from '@/components/jobs/job-words'
import { PageLinks } from '@/components/ui/page-links'
import { requirePermission } from '@/lib/auth/viewer.server'
import { JOB_KINDS } from '@/lib/jobs/kinds'
import { JOB_STATES, readJobFilter, writeJobFilter } from '@/lib/jobs/list-filter'
import { listJobs, readTrouble } from '@/lib/jobs/list.server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('jobs'))('title') }
}

type Search = Record<string, string | string[] | undefined>

export default async function JobsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const viewer = await requirePermission('jobs.manage')
  const filter = readJobFilter(await searchParams)
  const [{ rows, ...pages }, troubles, t] = await Promise.all([
    listJobs(viewer, filter),
    readTrouble(viewer),
    getTranslations('jobs'),
  ])
  return (
    <div className="mx-auto max-w-[78rem] px-4 py-10 sm:px-6">
      <h1 className="font-body text-3xl">{t('title')}</h1>
      <p className="mt-2 max-w-[44em] text-ink-soft">{t('about')}</p>
      {troubles.length > 0 && <JobTroubles troubles={troubles} />}
      <form className="mt-6 flex flex-wrap items-end gap-3" key={String(writeJobFilter(filter))}>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('state')}
          <select name="state" defaultValue={filter.state} className="field text-ui">
            {JOB_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 text-small text-ink-soft">
          {t('kind')}
          <select name="kind" defaultValue={filter.kind ?? ''} className="field text-ui">
            <option value="">{t('allKinds')}</option>
            {Object.keys(JOB_KINDS).map((kind) => (
              <option key={kind} value={kind}>
                {wordKind(kind, t)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t('show')}
        </button>
        <p className="ml-auto text-small text-ink-faint">{t('count', { count: pages.shown.count })}</p>
      </form>
      {rows.length === 0 ? (
        <p className="mt-8 text-ink-faint">{t(filter.state === 'trouble' ? 'well' : 'empty')}</p>
      ) : (
        <JobList rows={rows} />
      )}
      <PageLinks
        {...pages}
        href={(cursor) => `/jobs?${new URLSearchParams([...writeJobFilter(filter), ['cursor', cursor]])}`}
      />
    </div>
  )
}
