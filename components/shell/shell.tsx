import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { can, type Permission, type Viewer } from '@/lib/auth/permissions'
import { isDemo } from '@/lib/demo/flag.server'
import { Brand } from './brand'
import { NavLink } from './nav-link.client'
import { Preferences } from './preferences.client'
import { chosenTheme } from './theme.server'

const PLACES = [
  { href: '/learn', label: 'learn', permission: 'lessons.read' },
  { href: '/mentees', label: 'mentees', permission: 'mentees.read' },
  { href: '/insights', label: 'insights', permission: 'insights.read' },
  { href: '/audit', label: 'audit', permission: 'audit.read' },
] as const satisfies readonly { href: string; label: string; permission: Permission }[]

/** Head of every page behind the sign-in: where one may go, and oneself. */
export async function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const [t, demo, theme] = await Promise.all([getTranslations('shell'), isDemo(), chosenTheme()])
  return (
    <>
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      <header className="border-b border-rule bg-paper print:hidden">
        {demo && <p className="bg-caution-wash px-4 py-1 text-center text-small text-caution">{t('demo')}</p>}
        <div className="mx-auto flex max-w-[78rem] flex-wrap items-center gap-x-6 px-4 sm:px-6">
          <Link href="/" className="flex min-h-12 items-center gap-2 font-semibold" aria-label={t('home')}>
            <Brand />
          </Link>
          <nav aria-label={t('places')} className="order-3 -mx-2 w-full sm:order-none sm:w-auto">
            <ul className="flex gap-1">
              {PLACES.filter((place) => can(viewer.role, place.permission)).map((place) => (
                <li key={place.href}>
                  <NavLink href={place.href}>{t(`nav.${place.label}`)}</NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <Preferences chosen={theme} />
            <NavLink href="/account">{viewer.name}</NavLink>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </>
  )
}
