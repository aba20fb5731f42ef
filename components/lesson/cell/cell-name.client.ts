'use client'
import { useTranslations } from 'next-intl'
import { useHandle, useNotebook } from '@/lib/notebook/use-notebook.client'

/** The name that stands over a cell, wherever else a text speaks of it. */
export function useCellName(): (id: string) => string {
  const t = useTranslations('notebook')
  const notebook = useHandle()
  const order = useNotebook((state) => state.order)
  return (id) => {
    const { cells } = notebook.getState()
    const cell = cells[id]
    if (!cell) return t('goneCell')
    if (cell.title !== undefined) return cell.title
    const alike = order.filter((other) => !cell.scratch || cells[other]?.scratch)
    return t(cell.scratch ? 'scratchName' : 'cellName', { number: alike.indexOf(id) + 1 })
  }
}
