import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Notice } from '@/components/shell/notice'

export default async function Forbidden() {
  const t = await getTranslations('shell.forbidden')
  return (
    <Notice title={t('title')} body={t('body')}>
      <Link href="/" className="button">
        {t('back')}
      </Link>
    </Notice>
  )
}
