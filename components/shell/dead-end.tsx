import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Notice } from './notice'

/** A page one cannot go on from: not there, or not one's own to see. */
export async function DeadEnd({ why }: { why: 'missing' | 'forbidden' }) {
  const t = await getTranslations(`shell.${why}`)
  return (
    <Notice title={t('title')} body={t('body')}>
      <Link href="/" className="button">
        {t('back')}
      </Link>
    </Notice>
  )
}
