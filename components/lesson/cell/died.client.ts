'use client'
import { useTranslations } from 'next-intl'

const KNOWN = ['silent', 'out of memory', 'navigated'] as const
const KEYS = { silent: 'silent', 'out of memory': 'memory', navigated: 'navigated' } as const

/** Why the kernel is gone, in words; an unknown reason is quoted as it came. */
export function useDied(): (reason: string) => string {
  const t = useTranslations('notebook.died')
  return (reason) => {
    const known = KNOWN.find((candidate) => candidate === reason)
    return known ? t(KEYS[known]) : t('other', { reason })
  }
}
