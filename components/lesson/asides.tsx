import { Info, Lightbulb, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BlockProps } from '@/lib/content/blocks'
import { cellAnchor } from '@/lib/content/anchors'

const ICONS = { note: Info, tip: Lightbulb, caution: TriangleAlert } as const satisfies Record<
  BlockProps<'Callout'>['kind'],
  LucideIcon
>

export function Callout({ kind, children }: BlockProps<'Callout'>) {
  const t = useTranslations('lesson')
  const Icon = ICONS[kind]
  return (
    <aside className="lesson-callout" data-kind={kind} aria-label={t(`callout.${kind}`)}>
      <p className="lesson-label">
        <Icon aria-hidden size={16} strokeWidth={1.75} />
        {t(`callout.${kind}`)}
      </p>
      {children}
    </aside>
  )
}

/** What the source article states and what is right; links to the cell that proves it. */
export function Erratum({ source, cell, children }: BlockProps<'Erratum'>) {
  const t = useTranslations('lesson')
  return (
    <aside className="lesson-erratum" aria-label={t('erratum.label', { source })}>
      <p className="lesson-label">{t('erratum.label', { source })}</p>
      {children}
      {cell ? (
        <p className="lesson-proof">
          <a href={`#${cellAnchor(cell)}`}>{t('erratum.proof')}</a>
        </p>
      ) : null}
    </aside>
  )
}

/** Beside the text where there is a margin, below it where there is none. */
export function Note({ inline, children }: BlockProps<'Note'>) {
  const Tag = inline ? 'span' : 'aside'
  return (
    <Tag className="lesson-note" role="note">
      {children}
    </Tag>
  )
}
