'use client'
import { useTranslations } from 'next-intl'
import type { Anchor } from '@/lib/reviews/anchor'

/** Where a comment stands, in words. */
export function usePlaceName(): (anchor: Anchor | null) => string {
  const t = useTranslations('reviews.place')
  return (anchor) => {
    switch (anchor?.kind) {
      case undefined:
        return t('whole')
      case 'line':
        return t('line', { cell: anchor.cell, line: anchor.line })
      case 'point':
        return t('point', { series: anchor.series, x: anchor.x })
    }
  }
}
