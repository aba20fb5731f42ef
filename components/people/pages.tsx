import { getTranslations } from 'next-intl/server'
import Link from 'next/link'

/** Forwards and back; nothing where there is one page. */
export async function Pages({
  page,
  pages,
  href,
}: {
  page: number
  pages: number
  href: (page: number) => string
}) {
  if (pages <= 1) return null
  const t = await getTranslations('people.pages')
  return (
    <nav aria-label={t('label')} className="mt-6 flex items-center gap-4">
      {page > 1 && (
        <Link href={href(page - 1)} prefetch={false} className="button">
          {t('previous')}
        </Link>
      )}
      <span className="text-small text-ink-soft tabular-nums">{t('page', { page, pages })}</span>
      {page < pages && (
        <Link href={href(page + 1)} prefetch={false} className="button">
          {t('next')}
        </Link>
      )}
    </nav>
  )
}
