'use client'
import Undo2 from 'lucide-react/icons/undo-2'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { mayRun } from '@/lib/notebook/select'
import type { Cell } from '@/lib/notebook/state'
import { useDispatch, useNotebook } from '@/lib/notebook/use-notebook.client'
import { HistoryDialog } from './history-dialog.client'
import { Menu } from './menu.client'

type Props = { cell: Cell; onKeys(): void; onInsert(): void }

export function CellMenu({ cell, onKeys, onInsert }: Props) {
  const t = useTranslations('notebook.menu')
  const dispatch = useDispatch()
  const allowed = useNotebook(mayRun)
  const position = useNotebook((state) => state.order.indexOf(cell.id))
  const isLast = useNotebook((state) => state.order.at(-1) === cell.id)
  const [history, setHistory] = useState(false)
  const { id } = cell
  const items = [
    {
      id: 'above',
      label: t('runAbove'),
      disabled: !allowed || position === 0,
      act: () => dispatch({ type: 'run-above', cell: id }),
    },
    {
      id: 'clear',
      label: t('clear'),
      disabled: !cell.run?.ended,
      act: () => dispatch({ type: 'clear', cell: id }),
    },
    { id: 'insert', label: t('insert'), note: t('insertNote'), act: onInsert },
    ...(cell.scratch
      ? [
          {
            id: 'up',
            label: t('up'),
            disabled: position <= 1,
            act: () => dispatch({ type: 'move', cell: id, by: -1 }),
          },
          {
            id: 'down',
            label: t('down'),
            disabled: isLast,
            act: () => dispatch({ type: 'move', cell: id, by: 1 }),
          },
          { id: 'delete', label: t('delete'), act: () => dispatch({ type: 'remove', cell: id }) },
        ]
      : [
          {
            id: 'reset',
            label: t('reset'),
            note: t('resetNote'),
            disabled: cell.source === cell.starter,
            act: () => dispatch({ type: 'reset', cell: id }),
          },
          { id: 'history', label: t('history'), act: () => setHistory(true) },
        ]),
    { id: 'keys', label: t('keys'), act: onKeys },
  ]
  return (
    <>
      {cell.undo !== null && (
        <button
          type="button"
          className="flex min-h-10 items-center gap-1 rounded px-2 text-ink hover:bg-paper-sunk"
          onClick={() => dispatch({ type: 'undo', cell: id })}
        >
          <Undo2 size={15} aria-hidden />
          {t('undo')}
        </button>
      )}
      <Menu label={t('label')} items={items} />
      {history && <HistoryDialog cell={id} onClose={() => setHistory(false)} />}
    </>
  )
}
