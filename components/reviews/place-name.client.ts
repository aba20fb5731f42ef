'use client'
import { useTranslations } from 'next-intl'
import type { Anchor } from '@/lib/reviews/anchor'

/** Where a comment stands, in words; `nameOf` says what readers call a cell. */
export function usePlaceName(nameOf: (cell: string) => string): (anchor: Anchor | null) => string {
  const t = useTranslations('reviews.place')
  return (anchor) => {
    switch (anchor?.kind) {
      case undefined:
        return t('whole')
      case 'line':
        return t('line', { cell: nameOf(anchor.cell), line: anchor.line })
      case 'point':
        return t('point', { series: anchor.series, x: anchor.x })
    }
  }
}
