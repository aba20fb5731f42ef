'use client'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { ComponentProps, ComponentType, CSSProperties, ReactNode } from 'react'
import type { MonacoEditor as Monaco } from '@/components/editor/monaco-editor.client'
import type { EditorIntent } from '@/components/editor/editor-keys'
import { loadEditor, wantsPlainEditor } from '@/components/editor/load-editor'
import { PlainEditor } from '@/components/editor/plain-editor.client'
import { StaticCode } from '@/components/editor/static-code'
import type { Cell } from '@/lib/notebook/state'
import { useDispatch, useHandle, useLesson } from '@/lib/notebook/use-notebook.client'
import { findCaret } from './caret'
import { LineNumbers, widthOfNumbers } from './line-numbers'

const loadMonaco = () => import('@/components/editor/monaco-editor.client')
/** Without the network the large editor does not come: then the small one, which came with the page, takes its place. */
const MonacoEditor = lazy<ComponentType<ComponentProps<typeof Monaco>>>(() =>
  loadMonaco().then(
    (loaded) => ({ default: loaded.MonacoEditor }),
    () => ({ default: Missing }),
  ),
)

function Missing({ onFailed }: { onFailed(): void }) {
  useEffect(onFailed)
  return null
}

export type Editing = 'no' | 'opening' | 'open' | 'plain'

type Props = {
  cell: Cell
  label: string
  editing: Editing
  setEditing(editing: Editing): void
  onIntent(intent: EditorIntent): void
  onTabFocus(moves: boolean): void
  /** The server's highlighting of `shown`. */
  children: ReactNode
  shown: string
}

/** Static code until it is touched; then Monaco in exactly its place, or a plain editor under a finger. */
export function CodeArea({ cell, label, editing, setEditing, onIntent, onTabFocus, children, shown }: Props) {
  const t = useTranslations('notebook')
  const notebook = useHandle()
  const lesson = useLesson()
  const dispatch = useDispatch()
  const stage = useRef<HTMLDivElement>(null)
  const [caret, setCaret] = useState<{ line: number; column: number } | null>(null)

  function warm() {
    if (lesson.readOnly || editing !== 'no') return
    if (!wantsPlainEditor()) {
      void loadMonaco().catch(() => null)
      void loadEditor(lesson.locale).catch(() => null)
    }
  }

  function open(x: number, y: number) {
    // Dragging over code to copy it is reading, not editing.
    if (lesson.readOnly || editing !== 'no' || !getSelection()?.isCollapsed) return
    setCaret(stage.current && findCaret(stage.current, x, y))
    setEditing(wantsPlainEditor() ? 'plain' : 'opening')
  }

  const still = cell.source === shown ? children : <StaticCode source={cell.source} label={label} />
  const lines = useMemo(() => cell.source.split('\n').length, [cell.source])
  const problem = cell.run?.problem
  const fault =
    problem?.type === 'error' && problem.error.at && cell.run?.source === cell.source
      ? { ...problem.error.at, message: problem.error.message }
      : null

  return (
    // A click opens the editor where it fell; by keyboard, Enter on the cell does.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      ref={stage}
      className="code-stage"
      style={{ '--lines-wide': `${widthOfNumbers(lines)}ch` } as CSSProperties}
      data-editable={lesson.readOnly ? undefined : ''}
      onPointerEnter={warm}
      onFocus={warm}
      onTouchStart={warm}
      onClick={(event) => open(event.clientX, event.clientY)}
    >
      {editing !== 'open' && <LineNumbers lines={lines} />}
      {(editing === 'no' || editing === 'opening') && still}
      {editing === 'plain' && (
        <PlainEditor
          source={cell.source}
          label={label}
          onEdit={(source) => dispatch({ type: 'edit', cell: cell.id, source })}
          onIntent={onIntent}
        />
      )}
      {(editing === 'opening' || editing === 'open') && (
        <Suspense fallback={null}>
          <MonacoEditor
            notebook={notebook}
            cell={cell.id}
            label={label}
            waiting={editing === 'opening'}
            caret={caret}
            fault={fault}
            onIntent={onIntent}
            onReady={() => setEditing('open')}
            onFailed={() => setEditing('plain')}
            onTabFocus={onTabFocus}
          />
        </Suspense>
      )}
      {/* An editor does not print: what it holds does. */}
      {(editing === 'open' || editing === 'plain') && <pre className="code print-only">{cell.source}</pre>}
      {editing === 'opening' && (
        <output className="absolute right-2 top-1 text-ink-faint">{t('openingEditor')}</output>
      )}
    </div>
  )
}
