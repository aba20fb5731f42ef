import type { ReactNode } from 'react'

type Props = { label: string; className?: string; pre?: boolean; children: ReactNode }

/** Something that may be larger than the page: it scrolls in its own box, by keyboard too. */
export function ScrollBox({ label, className = 'output-scroll', pre, children }: Props) {
  const Tag = pre ? 'pre' : 'div'
  return (
    // A box that scrolls must take the focus, or the keyboard cannot scroll it; a fieldset is no box for text.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <Tag className={className} role="group" tabIndex={0} aria-label={label}>
      {children}
    </Tag>
  )
}
