'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname()
  const here = path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={clsx(
        'flex min-h-12 max-w-40 items-center truncate border-b-2 px-2 hover:text-ember',
        here ? 'border-ink text-ink' : 'border-transparent text-ink-soft',
      )}
    >
      {children}
    </Link>
  )
}
