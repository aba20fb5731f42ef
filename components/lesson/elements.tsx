import { ScrollBox } from '@/components/ui/scroll-box'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ComponentPropsWithoutRef } from 'react'

/** Other lessons open without loading the page again. */
export function LessonLink({ href = '', children, ...rest }: ComponentPropsWithoutRef<'a'>) {
  if (href.startsWith('/learn/')) {
    return (
      <Link href={href} {...rest}>
        {children}
      </Link>
    )
  }
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  )
}

/** A title in Latin letters within Chinese slants, as it does in print; dots belong under Han only. */
export function Emphasis({ children, ...rest }: ComponentPropsWithoutRef<'em'>) {
  const latin = typeof children === 'string' && !/\p{Script=Han}/u.test(children)
  return (
    <em {...(latin && { lang: 'en' })} {...rest}>
      {children}
    </em>
  )
}

type Level = 'h2' | 'h3' | 'h4'

/** A heading with a link to itself; headings the author did not write, such as of footnotes, have none. */
function heading(Tag: Level) {
  return function Heading({ id, children, ...rest }: ComponentPropsWithoutRef<Level>) {
    const t = useTranslations('lesson')
    return (
      <Tag id={id} {...rest}>
        {children}
        {id?.startsWith('section-') ? (
          <a href={`#${id}`} className="lesson-anchor" aria-label={t('anchor')}>
            #
          </a>
        ) : null}
      </Tag>
    )
  }
}

export const H2 = heading('h2')
export const H3 = heading('h3')
export const H4 = heading('h4')

/** A wide table scrolls in its own box and leaves the page where it is. */
export function Table({ children }: ComponentPropsWithoutRef<'table'>) {
  const t = useTranslations('lesson')
  return (
    <ScrollBox className="lesson-table" label={t('table')}>
      <table>{children}</table>
    </ScrollBox>
  )
}
