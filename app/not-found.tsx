import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Notice } from '@/components/shell/notice'

export default async function NotFound() {
  const t = await getTranslations('shell.missing')
  return (
    <Notice title={t('title')} body={t('body')}>
      <Link href="/" className="button">
        {t('back')}
      </Link>
    </Notice>
  )
}
