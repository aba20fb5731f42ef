'use client'
import { ChevronDown } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { NavLink } from './nav-link.client'
import { pressed } from '@/lib/browser/keys'

type Props = { label: string; places: readonly { href: string; label: string }[] }

/** The places that do not fit in the bar. Closes when one is opened, by Escape, and by a press anywhere else. */
export function MorePlaces({ label, places }: Props) {
  const menu = useRef<HTMLDetailsElement>(null)
  const path = usePathname()
  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) menu.current?.removeAttribute('open')
    }
    const onKey = (event: KeyboardEvent) =>
      pressed(event, () => {
        if (event.key !== 'Escape' || !menu.current?.open) return
        menu.current.removeAttribute('open')
        menu.current.querySelector('summary')?.focus()
      })
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    // Made anew, and so closed, on every page.
    <details key={path} ref={menu} className="group relative">
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-1 px-2 text-ink-soft hover:text-ember [&::-webkit-details-marker]:hidden">
        {label}
        <ChevronDown size={14} aria-hidden />
      </summary>
      <ul className="absolute right-0 z-40 hidden min-w-40 group-open:block sm:right-auto sm:left-0 border border-rule-strong bg-paper-raised px-2 py-1 shadow-lg">
        {places.map((place) => (
          <li key={place.href}>
            <NavLink href={place.href}>{place.label}</NavLink>
          </li>
        ))}
      </ul>
    </details>
  )
}
