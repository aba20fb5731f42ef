'use client'
import PencilLine from 'lucide-react/icons/pencil-line'
import { useTranslations } from 'next-intl'
import { taskOf } from '@/lib/notebook/select'
import type { Cell } from '@/lib/notebook/state'
import { useLesson } from '@/lib/notebook/use-notebook.client'

/** What a cell is called, and whether there is something to write in it or only to run. */
export function CellHead({ cell, name }: { cell: Cell; name: string }) {
  const t = useTranslations('notebook.task')
  const task = taskOf(useLesson(), cell)
  return (
    <p className="cell-head">
      <span className="cell-title">{name}</span>
      {task && (
        <span className="cell-task" data-task={task}>
          {task === 'fill' && <PencilLine size={13} aria-hidden />}
          {t(task)}
        </span>
      )}
    </p>
  )
}
