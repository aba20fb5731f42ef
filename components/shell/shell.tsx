import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { JobNotice } from '@/components/jobs/job-notice'
import { Bell } from '@/components/notifications/bell'
import { SearchButton } from '@/components/search/search-button.client'
import { DraftOwner } from '@/lib/browser/draft.client'
import { can, type Permission, type Role, type Viewer } from '@/lib/auth/permissions'
import { isDemo, isReachable } from '@/lib/demo/flag.server'
import { Brand } from './brand'
import { MorePlaces } from './more-places.client'
import { NavLink } from './nav-link.client'
import { Preferences } from './preferences.client'
import { chosenTheme } from './theme.server'

/** Every place there is a page for. Where a role sees one of them is told by `BAR`; the rest stands under “more”. */
const PLACES = [
  { href: '/learn', label: 'learn', permission: 'lessons.read' },
  { href: '/careers', label: 'careers', permission: 'progress.write' },
  { href: '/skills', label: 'skills', permission: 'progress.write' },
  { href: '/notes', label: 'notes', permission: 'progress.write' },
  { href: '/glossary', label: 'glossary', permission: 'lessons.read' },
  { href: '/sources', label: 'sources', permission: 'lessons.read' },
  { href: '/mentees', label: 'mentees', permission: 'mentees.read' },
  { href: '/reviews', label: 'reviews', permission: 'reviews.write' },
  { href: '/questions', label: 'questions', permission: 'questions.answer' },
  { href: '/confusion', label: 'confusion', permission: 'confusion.read' },
  { href: '/insights', label: 'insights', permission: 'insights.read' },
  { href: '/assignments', label: 'assignments', permission: 'assignments.write' },
  { href: '/people', label: 'people', permission: 'people.read' },
  { href: '/certificates', label: 'certificates', permission: 'certificates.revoke' },
  { href: '/checks', label: 'checks', permission: 'checks.rerun' },
  { href: '/audit', label: 'audit', permission: 'audit.read' },
  { href: '/jobs', label: 'jobs', permission: 'jobs.manage' },
] as const satisfies readonly { href: string; label: string; permission: Permission }[]

/** What stands in the bar, in order: a role's daily work, six at most. */
const BAR: Record<Role, readonly string[]> = {
  trainee: ['learn', 'careers', 'skills', 'notes'],
  mentor: ['mentees', 'reviews', 'questions', 'confusion', 'learn'],
  hr: ['insights', 'assignments', 'people', 'certificates', 'learn'],
  admin: ['people', 'insights', 'assignments', 'checks', 'audit', 'certificates'],
}

/** Head of every page behind the sign-in: where one may go, and oneself. */
export async function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const [t, demo, theme] = await Promise.all([getTranslations('shell'), isDemo(), chosenTheme()])
  const open = PLACES.filter((place) => can(viewer.role, place.permission)).map(({ href, label }) => ({
    href,
    label: t(`nav.${label}`),
    rank: BAR[viewer.role].indexOf(label),
  }))
  const bar = open.filter(({ rank }) => rank !== -1).toSorted((a, b) => a.rank - b.rank)
  const more = open.filter(({ rank }) => rank === -1)
  return (
    <DraftOwner id={viewer.id}>
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      <header className="border-b border-rule bg-paper print:hidden">
        {demo && (
          <p className="bg-caution-wash px-4 py-1 text-center text-small text-caution">
            {t('demo')}
            {can(viewer.role, 'people.manage') && (
              <>
                {isReachable() && ` · ${t('demoOpen')}`}
                {' · '}
                <Link href="/demonstration" prefetch={false} className="link">
                  {t('leaveDemo')}
                </Link>
              </>
            )}
          </p>
        )}
        <JobNotice viewer={viewer} />
        <div className="mx-auto flex max-w-[78rem] flex-wrap items-center gap-x-6 px-4 sm:px-6">
          <Link href="/" className="flex min-h-12 items-center gap-2 font-semibold" aria-label={t('home')}>
            <Brand />
          </Link>
          <nav aria-label={t('places')} className="order-3 -mx-2 w-full sm:order-none sm:w-auto">
            <ul className="flex flex-wrap gap-x-1">
              {bar.map(({ href, label }) => (
                <li key={href}>
                  <NavLink href={href}>{label}</NavLink>
                </li>
              ))}
              {more.length > 0 && (
                <li>
                  <MorePlaces label={t('more')} places={more} />
                </li>
              )}
            </ul>
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <SearchButton />
            <Bell viewer={viewer} />
            <Preferences chosen={theme} />
            <NavLink href="/account">{viewer.name}</NavLink>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </DraftOwner>
  )
}
