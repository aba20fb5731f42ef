'use client'
import { useTranslations } from 'next-intl'
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Action } from './effects'
import type { NotebookLesson } from './lesson'
import { createNotebook, type Notebook } from './notebook.client'
import type { Cell, NotebookState } from './state'

const NotebookContext = createContext<Notebook | null>(null)

/** Holds a lesson's notebook for the cells, the bar and the submit block inside it. */
export function NotebookProvider({ lesson, children }: { lesson: NotebookLesson; children: ReactNode }) {
  const t = useTranslations('notebook.dataset')
  const [notebook] = useState(() => createNotebook(lesson, { dataset: (kind, name) => t(kind, { name }) }))
  useEffect(() => notebook.start(), [notebook])
  return <NotebookContext value={notebook}>{children}</NotebookContext>
}

function useContextNotebook(): Notebook {
  const notebook = useContext(NotebookContext)
  if (!notebook) throw new Error('Cells and their bar stand inside <NotebookProvider>')
  return notebook
}

/** Reads a part of the state; `select` must return a primitive or a part, not a new object. */
export function useNotebook<T>(select: (state: NotebookState) => T): T {
  const { subscribe, getState, getInitialState } = useContextNotebook()
  return useSyncExternalStore(
    subscribe,
    () => select(getState()),
    () => select(getInitialState()),
  )
}

export const useCell = (id: string): Cell | undefined => useNotebook((state) => state.cells[id])
export const useDispatch = (): ((action: Action) => void) => useContextNotebook().dispatch
export const useLesson = (): NotebookLesson => useContextNotebook().lesson
/** The notebook itself, for the editor, whose models live as long as it does. */
export const useHandle = (): Notebook => useContextNotebook()
