import { useTranslations } from 'next-intl'
import { Children } from 'react'
import type { BlockProps } from '@/lib/content/blocks'

/** Drawn by the compiler twice, for a wide page and for a phone, and listed for those who read it. */
export function Diagram({ id, title, alt, children }: BlockProps<'Diagram'>) {
  const t = useTranslations('lesson')
  const [wide, phone, list] = Children.toArray(children)
  return (
    <figure id={`diagram-${id}`} className="lesson-figure lesson-diagram">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing is inlined to follow the theme */}
      <div role="img" aria-label={alt ?? title ?? t('diagram.label')}>
        {wide}
        {phone}
      </div>
      {title ? <figcaption>{title}</figcaption> : null}
      <details>
        <summary>{t('diagram.list')}</summary>
        {list}
      </details>
    </figure>
  )
}
