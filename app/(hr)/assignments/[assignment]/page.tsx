import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { AssignmentActions } from '@/components/assignments/assignment-actions.client'
import { CancelButton } from '@/components/assignments/cancel-button.client'
import { MemberList } from '@/components/assignments/member-list'
import { ClientWords } from '@/components/people/client-words'
import { PageLinks } from '@/components/ui/page-links'
import { readAssignment } from '@/lib/assignments/read.server'
import { requirePermission } from '@/lib/auth/viewer.server'
import { Cursor } from '@/lib/db/keyset'
import { day } from '@/lib/insights/dates'

type Props = {
  params: Promise<{ assignment: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
const STANDINGS = ['open', 'overdue', 'done', 'waived', 'invited'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assignments'))('title') }
}

export default async function AssignmentPage({ params, searchParams }: Props) {
  const viewer = await requirePermission('assignments.write')
  const search = await searchParams
  const standing = STANDINGS.find((one) => one === search['standing'])
  const cursor = Cursor.safeParse(search['cursor']).data
  const found = await readAssignment(viewer, (await params).assignment, { standing, cursor })
  if (!found) notFound()
  const { assignment, counts, members } = found
  const t = await getTranslations('assignments')
  const { locale } = viewer
  const here = `/assignments/${assignment.id}`
  const isOpen = assignment.cancelledAt === null
  return (
    <div className="mx-auto max-w-[72rem] px-4 py-10 sm:px-6">
      <p>
        <Link href="/assignments" className="link inline-flex min-h-10 items-center">
          {t('back')}
        </Link>
      </p>
      <h1 className="font-body text-3xl">{assignment.title[locale]}</h1>
      <p className="mt-2 text-ink-soft">
        {[
          t(assignment.subject),
          assignment.audienceName[locale],
          ...(isOpen
            ? [
                assignment.dueOn,
                ...(assignment.dueDays === null ? [] : [t('laterDays', { days: assignment.dueDays })]),
              ]
            : [t('cancelled')]),
          t('by', { name: assignment.by }),
        ].join(' · ')}
      </p>
      {search['existed'] !== undefined && (
        <output className="mt-3 block max-w-[44em] border-l-2 border-ember pl-3">{t('existed')}</output>
      )}
      {assignment.note && (
        <p className="mt-3 max-w-[44em]">
          {t('note')}
          {locale === 'zh' ? '：' : ': '}
          {assignment.note}
        </p>
      )}
      <p className="mt-3 max-w-[44em] text-small text-ink-faint">{t('whoCounts')}</p>
      <nav className="mt-6 flex flex-wrap gap-2" aria-label={t('columns.standing')}>
        <Link href={here} className="button" aria-current={standing ? undefined : 'page'}>
          {t('all', { count: counts.people })}
        </Link>
        {STANDINGS.map((one) => (
          <Link
            key={one}
            href={`${here}?standing=${one}`}
            prefetch={false}
            className={`button ${standing === one ? 'border-ink' : ''}`}
            aria-current={standing === one ? 'page' : undefined}
          >
            {t(`standings.${one}`)} <span className="tabular-nums text-ink-soft">{counts[one]}</span>
          </Link>
        ))}
      </nav>
      <ClientWords of="assignments">
        <MemberList
          assignment={assignment.id}
          members={members.rows}
          total={assignment.lessons.length}
          today={day(new Date())}
          isOpen={isOpen}
        />
        <PageLinks
          {...members}
          href={(to) => `${here}?${new URLSearchParams({ ...(standing && { standing }), cursor: to })}`}
        />
        {isOpen && (
          <div className="mt-8 grid gap-4">
            <AssignmentActions
              assignment={assignment.id}
              dueOn={assignment.dueOn}
              dueDays={assignment.dueDays}
              today={day(new Date())}
              waiting={counts.open + counts.overdue}
            />
            <CancelButton assignment={assignment.id} />
          </div>
        )}
      </ClientWords>
    </div>
  )
}
