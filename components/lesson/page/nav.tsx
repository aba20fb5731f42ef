import type { ReactNode } from 'react'
import { VerifiedCount } from './verified.client'
import type { TocEntry } from '@/lib/content/compiled'

/** Where I am: the headings of this page, and the way back to the path. Folded away on narrow screens. */
export function LessonNav({ toc, label, children }: { toc: TocEntry[]; label: string; children: ReactNode }) {
  const entries = (
    <ol className="grid gap-1">
      {toc
        .filter((entry) => entry.depth === 2)
        .map((entry) => (
          <li key={entry.id}>
            <a href={`#${entry.id}`} className="block py-1 leading-snug text-ink-soft hover:text-ember">
              {entry.text}
            </a>
          </li>
        ))}
    </ol>
  )
  return (
    <nav className="lesson-nav" aria-label={label}>
      <details className="lesson-nav-folded">
        <summary>{label}</summary>
        {entries}
      </details>
      <div className="lesson-nav-open">
        <p className="mb-4">{children}</p>
        <p className="mb-2 font-medium">{label}</p>
        {entries}
        <VerifiedCount />
      </div>
    </nav>
  )
}
