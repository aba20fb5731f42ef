import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import type { Cursor } from '@/lib/db/keyset'

type Props = {
  previous: Cursor | null
  next: Cursor | null
  /** Which rows of how many, where the list knows. */
  shown?: { from: number; to: number; count: number } | undefined
  href: (cursor: Cursor) => string
}

/** Forwards and back; nothing where there is one page. */
export async function PageLinks({ previous, next, shown, href }: Props) {
  if (previous === null && next === null) return null
  const t = await getTranslations('lists')
  return (
    <nav aria-label={t('label')} className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2">
      {previous && (
        <Link href={href(previous)} prefetch={false} className="button">
          {t('previous')}
        </Link>
      )}
      {shown && <span className="text-small text-ink-soft tabular-nums">{t('range', shown)}</span>}
      {next && (
        <Link href={href(next)} prefetch={false} className="button">
          {t('next')}
        </Link>
      )}
    </nav>
  )
}
