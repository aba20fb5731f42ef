import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Member } from '@/lib/assignments/members.server'
import { ExceptionForm } from './exception-form.client'

const COLOUR = {
  done: 'text-verdigris',
  overdue: 'text-danger',
  waived: 'text-ink-faint',
  open: '',
  invited: 'text-ink-faint',
}
type Props = { assignment: string; members: Member[]; total: number; today: string; isOpen: boolean }

/** The people an assignment concerns, how each stands, and what was granted to whom and why. */
export async function MemberList({ assignment, members, total, today, isOpen }: Props) {
  const [t, locale] = await Promise.all([getTranslations('assignments'), getLocale()])
  if (members.length === 0) return <p className="mt-6 text-ink-faint">{t('noPeople')}</p>
  return (
    <ul className="mt-4 border-t border-rule">
      {members.map(({ id, name, number, department, verified, dueOn, standing, exception }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-rule py-1">
          <div className="min-w-56 flex-1">
            <Link href={`/people/${id}`} prefetch={false} className="link inline-flex min-h-10 items-center">
              <bdi>{name}</bdi>
            </Link>{' '}
            <span className="text-small text-ink-faint">
              {number} · {department[locale]}
            </span>
            {exception && (
              <p className="text-small text-ink-soft">
                {exception.kind === 'waiver' ? t('standings.waived') : t('extendedTo', { day: dueOn })}
                {' · '}
                {exception.reason}
              </p>
            )}
          </div>
          <span className="w-24 text-small tabular-nums">{t('verifiedOf', { verified, total })}</span>
          <span className={`w-28 text-small ${COLOUR[standing]}`}>{t(`standings.${standing}`)}</span>
          {isOpen && standing !== 'done' && (
            <ExceptionForm assignment={assignment} person={{ id, name }} today={today} />
          )}
        </li>
      ))}
    </ul>
  )
}
