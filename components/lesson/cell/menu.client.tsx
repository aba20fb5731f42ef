'use client'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { pressed } from '@/lib/browser/keys'

export type MenuItem = { id: string; label: string; note?: string; act(): void; disabled?: boolean }

type Props = {
  label: string
  items: MenuItem[]
  /** What the button shows; three dots when not given. */
  children?: ReactNode
  /** The button is as wide as its words. */
  wide?: boolean
}

/** A few seldom-used actions behind one button; closes by Escape, by a choice, or by leaving. */
export function Menu({ label, items, children, wide }: Props) {
  const box = useRef<HTMLDetailsElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  useEffect(() => {
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [])

  return (
    // Keys and focus of its buttons and of the summary pass through here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details
      ref={box}
      open={open}
      className="relative"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) =>
        pressed(event, () => {
          if (event.key !== 'Escape' || !open) return
          event.stopPropagation()
          close()
          box.current?.querySelector('summary')?.focus()
        })
      }
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget) && event.relatedTarget) close()
      }}
    >
      <summary
        className={`flex min-h-10 cursor-pointer list-none items-center justify-center rounded hover:bg-paper-sunk hover:text-ink [&::-webkit-details-marker]:hidden ${wide ? 'px-2 text-ink-soft' : 'w-10 text-ink-faint'}`}
        aria-label={wide ? undefined : label}
        title={label}
      >
        {children ?? <Ellipsis size={18} aria-hidden />}
      </summary>
      {open && (
        <ul className="absolute right-0 z-30 m-0 min-w-52 list-none rounded border border-rule bg-paper-raised p-1 shadow-lg">
          {items.map((item) => (
            <li key={item.id} className="m-0 p-0">
              <button
                type="button"
                className="flex min-h-10 w-full flex-col justify-center rounded px-3 py-1.5 text-left text-ink enabled:hover:bg-paper-sunk disabled:text-ink-faint"
                disabled={item.disabled}
                onClick={() => {
                  close()
                  item.act()
                }}
              >
                {item.label}
                {item.note && <span className="text-ink-faint">{item.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
