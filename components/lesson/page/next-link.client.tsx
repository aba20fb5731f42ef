'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useNotebook } from '@/lib/notebook/use-notebook.client'

export function NextLink({ href, children }: { href: string; children: ReactNode }) {
  const verified = useNotebook((state) => state.verified)
  return (
    <Link href={href} className={clsx('button max-w-full py-2 whitespace-normal', verified && 'button-loud')}>
      {children}
    </Link>
  )
}
