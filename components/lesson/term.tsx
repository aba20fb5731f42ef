import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { BlockProps } from '@/lib/content/blocks'

/** A word of the field; its other name and its meaning show when it is pointed at or reached by the keyboard. */
export function Term({ en, zh, means, children }: BlockProps<'Term'>) {
  const t = useTranslations('lesson')
  const id = useId()
  const name = en ?? zh
  if (!name && !means) return <dfn className="lesson-term-plain">{children}</dfn>
  return (
    <span className="lesson-term">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its meaning shows on focus */}
      <dfn tabIndex={0} aria-describedby={id}>
        {children}
      </dfn>
      <span role="tooltip" id={id} className="lesson-meaning">
        {name ? <b lang={en ? 'en' : 'zh'}>{name}</b> : null}
        {name && means ? t('term.separator') : null}
        {means}
      </span>
    </span>
  )
}
