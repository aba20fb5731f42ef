'use client'
import { useTranslations } from 'next-intl'

const KNOWN = ['silent', 'out of memory', 'navigated', 'device lost'] as const
const KEYS = {
  silent: 'silent',
  'out of memory': 'memory',
  navigated: 'navigated',
  'device lost': 'device',
} as const

/** Why the kernel is gone, in words; an unknown reason is quoted as it came. */
export function useDied(): (reason: string) => string {
  const t = useTranslations('notebook.died')
  return (reason) => {
    const known = KNOWN.find((candidate) => candidate === reason)
    return known ? t(KEYS[known]) : t('other', { reason })
  }
}
