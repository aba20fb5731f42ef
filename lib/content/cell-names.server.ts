import 'server-only'
import { createTranslator } from 'next-intl'
import type { Locale } from '../curriculum/ids'
import { loadMessages } from '../i18n/messages.server'
import { compiledLesson, findLesson } from './source.server'

/** What the readers of a lesson see over a cell: its title, else its place on the page. Ids are for authors. */
export type CellNames = (lesson: string, cell: string) => string

type Say = (key: 'cellName' | 'goneCell', values?: { number: number }) => string

export async function cellNames(lessons: Iterable<string>, locale: Locale): Promise<CellNames> {
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: 'notebook' }) as Say
  const names = new Map<string, ReadonlyMap<string, string>>()
  await Promise.all(
    [...new Set(lessons)].map(async (id) => {
      if (!findLesson(id)) return
      const { cells } = await compiledLesson(id, locale)
      const named = cells.map(
        (cell, index) => [cell.id, cell.title ?? t('cellName', { number: index + 1 })] as const,
      )
      names.set(id, new Map(named))
    }),
  )
  return (lesson, cell) => names.get(lesson)?.get(cell) ?? t('goneCell')
}
