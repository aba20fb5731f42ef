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
        'flex min-h-12 max-w-40 items-center truncate px-2 hover:text-ember',
        // No border that is only unseen: forced colours would draw it.
        here ? 'border-b-2 border-ink text-ink' : 'pb-0.5 text-ink-soft',
      )}
    >
      {children}
    </Link>
  )
}
