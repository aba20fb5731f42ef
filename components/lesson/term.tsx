import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import type { BlockProps } from '@/lib/content/blocks'

/**
 * A word of the field; its name in the other language and its meaning show when it is pointed at or reached by the
 * keyboard. A word of the glossary leads there.
 */
export function Term({ id, en, zh, means, children }: BlockProps<'Term'>) {
  const t = useTranslations('lesson')
  const tooltip = useId()
  const locale = useLocale()
  const [name, language] = locale === 'zh' ? [en, 'en'] : [zh, 'zh']
  if (!name && !means && !id) return <dfn className="lesson-term-plain">{children}</dfn>
  return (
    <span className="lesson-term">
      {id ? (
        <dfn>
          <Link href={`/glossary#${id}`} aria-describedby={tooltip}>
            {children}
          </Link>
        </dfn>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its meaning shows on focus
        <dfn tabIndex={0} aria-describedby={tooltip}>
          {children}
        </dfn>
      )}
      <span role="tooltip" id={tooltip} className="lesson-meaning">
        {name ? <b lang={language}>{name}</b> : null}
        {name && means ? t('term.separator') : null}
        {means}
      </span>
    </span>
  )
}
