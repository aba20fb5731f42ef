import { useId } from 'react'
import type { BlockProps } from '@/lib/content/blocks'

/** A drawing that follows the theme; its words are read out instead of its shapes. */
export function Figure({ alt, caption, children }: BlockProps<'Figure'>) {
  const id = useId()
  return (
    <figure className="lesson-figure" aria-labelledby={caption ? id : undefined}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing is inlined to follow the theme */}
      <div role="img" aria-label={alt} className="lesson-drawing">
        {children}
      </div>
      {caption ? <figcaption id={id}>{caption}</figcaption> : null}
    </figure>
  )
}
