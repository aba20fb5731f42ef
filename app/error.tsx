'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/shell/notice'

export default function Broken({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell.broken')
  return (
    <Notice title={t('title')} body={t('body')}>
      <button type="button" className="button" onClick={reset}>
        {t('retry')}
      </button>
    </Notice>
  )
}
