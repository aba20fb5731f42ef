'use client'
import { useTranslations } from 'next-intl'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { EditorIntent } from '@/components/editor/editor-keys'
import { wantsPlainEditor } from '@/components/editor/load-editor'
import { standingOf } from '@/lib/notebook/select'
import { useCell, useDispatch, useHandle, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { advanceAfter } from './advance.client'
import './cell.css'
import { CellHead } from './cell-head.client'
import { useCellName } from './cell-name.client'
import { CellMenu } from './cell-menu.client'
import { CodeArea, type Editing } from './code-area.client'
import { readCommandKey, type CommandIntent } from './command-keys'
import { Conflict } from './conflict.client'
import { KeysDialog } from './keys-dialog.client'
import { Result } from './result.client'
import { SavedNote } from './saved-note.client'
import { StateLine } from './state-line.client'
import { useKeptPlace } from '@/lib/browser/kept-place.client'
import { pressed } from '@/lib/browser/keys'

type CellProps = {
  id: string
  /** The server's highlighted code. */
  children: ReactNode
  /** The text that `children` shows; the author's when not given. */
  shown?: string
}

/** The learner's own scratch cells behind a cell of the lesson. */
export function OwnCells({ after }: { after: string }) {
  const scratch = useNotebook((state) => {
    const from = state.order.indexOf(after) + 1
    const until = state.order.findIndex((id, index) => index >= from && !state.cells[id]!.scratch)
    return state.order.slice(from, until < 0 ? undefined : until).join(' ')
  })
  if (scratch === '') return null
  return scratch.split(' ').map((id) => (
    <Cell key={id} id={id}>
      {null}
    </Cell>
  ))
}

const focusCell = (id: string | undefined) => {
  const target = id && document.querySelector<HTMLElement>(`[data-cell-frame="${id}"]`)
  if (!target) return
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: 'nearest' })
}

/** A cell: its name, its code, what it is doing, and what it has shown. */
export function Cell({ id, children, shown }: CellProps) {
  const t = useTranslations('notebook')
  const cell = useCell(id)
  const lesson = useLesson()
  const notebook = useHandle()
  const dispatch = useDispatch()
  const nameOf = useCellName()
  const [editing, setEditing] = useState<Editing>(cell?.scratch && cell.source === '' ? 'opening' : 'no')
  const [keysOpen, setKeysOpen] = useState(false)
  const [notice, setNotice] = useState('')
  const frame = useRef<HTMLDivElement>(null)
  const lastKey = useRef<string | null>(null)
  useKeptPlace(frame)
  if (!cell) return null

  const neighbour = (step: number) => {
    const { order } = notebook.getState()
    return order[order.indexOf(id) + step]
  }
  const insert = (after: string | undefined) => {
    if (!after || lesson.readOnly) return
    dispatch({ type: 'insert', after, cell: `scratch-${Math.random().toString(36).slice(2, 8)}` })
  }
  const edit = () => {
    if (lesson.readOnly) return
    if (editing === 'no') setEditing(wantsPlainEditor() ? 'plain' : 'opening')
    else
      frame.current?.querySelector<HTMLElement>('.code-stage textarea, .code-stage [role="textbox"]')?.focus()
  }
  const act = (intent: EditorIntent | CommandIntent) => {
    switch (intent) {
      case 'run':
        return dispatch({ type: 'run', cell: id })
      case 'run-and-advance':
        dispatch({ type: 'run', cell: id })
        return advanceAfter(notebook, id, frame.current, () => focusCell(neighbour(1) ?? id))
      case 'run-and-insert':
        dispatch({ type: 'run', cell: id })
        return insert(id)
      case 'leave':
        return focusCell(id)
      case 'before':
        return focusCell(neighbour(-1))
      case 'after':
        return focusCell(neighbour(1))
      case 'edit':
        return edit()
      case 'insert-before':
        return insert(neighbour(-1))
      case 'insert-after':
        return insert(id)
      case 'delete': {
        const next = neighbour(1) ?? neighbour(-1)
        dispatch({ type: 'remove', cell: id })
        return focusCell(next)
      }
      case 'undo-delete':
        return dispatch({ type: 'undo-remove' })
      case 'keys':
        return setKeysOpen(true)
      default:
        intent satisfies never
    }
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return
    const intent = readCommandKey(event, lastKey.current)
    lastKey.current = event.key.toLowerCase()
    if (!intent) return
    event.preventDefault()
    act(intent)
  }

  const name = nameOf(id)
  return (
    // Command mode: the cell itself takes the focus and reads keys, as in every notebook; each key has a button too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      id={cell.scratch ? `cell-${id}` : undefined}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="cell notebook-ui"
      data-cell-frame={id}
      data-standing={standingOf(cell)}
      data-validity={cell.validity}
      onKeyDown={(event) => pressed(event, onKeyDown)}
    >
      <CellHead cell={cell} name={name} />
      <CodeArea
        cell={cell}
        label={t('codeOf', { name })}
        editing={editing}
        setEditing={setEditing}
        onIntent={act}
        onTabFocus={(moves) => setNotice(moves ? t('tabMoves') : t('tabIndents'))}
        shown={shown ?? (cell.scratch ? '\0' : cell.starter)}
      >
        {children}
      </CodeArea>
      <StateLine cell={cell}>
        {notice && <output className="text-ink-soft">{notice}</output>}
        {!lesson.readOnly && <SavedNote cell={cell} />}
        {!lesson.readOnly && (
          <CellMenu cell={cell} onKeys={() => setKeysOpen(true)} onInsert={() => insert(id)} />
        )}
      </StateLine>
      <Conflict cell={cell} />
      <Result cell={cell} />
      {keysOpen && <KeysDialog onClose={() => setKeysOpen(false)} />}
    </div>
  )
}
