'use client'
import { watchAttention } from '@/lib/browser/attention.client'
import type { Notebook } from '@/lib/notebook/notebook.client'
import { endOf } from '@/lib/notebook/select'

/**
 * Goes on once a run that has just been begun succeeds with all its checks. A failure is read where it happened; and
 * whoever does anything meanwhile, as during a long training, is left where they are.
 */
export function advanceAfter(
  notebook: Notebook,
  cell: string,
  frame: HTMLElement | null,
  advance: () => void,
): void {
  if (endOf(notebook.getState(), cell) !== null) return
  const attention = watchAttention()
  const unsubscribe = notebook.subscribe(() => {
    const end = endOf(notebook.getState(), cell)
    if (end === null) return
    unsubscribe()
    attention.stop()
    if (end === 'good' && attention.isHere() && frame?.contains(document.activeElement)) advance()
  })
}
