'use client'
import type { editor as Editor } from 'monaco-editor/editor'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Notebook } from '@/lib/notebook/notebook.client'
import type { EditorIntent } from './editor-keys'
import { loadEditor } from './load-editor'
import { openModel } from './models.client'
import { keepTabFocus, readTabFocus } from './tab-focus.client'

/** Lines shown before the editor scrolls inside itself. */
const TALLEST = 60

type Props = {
  notebook: Notebook
  cell: string
  label: string
  /** The static code still stands; the editor is measured behind it. */
  waiting: boolean
  /** Where the click fell. */
  caret: { line: number; column: number } | null
  /** A place in the text to mark as the cause of an error; 1-based. */
  fault: { line: number; column: number; message: string } | null
  onIntent(intent: EditorIntent): void
  /** The editor stands: the static code may go. */
  onReady(): void
  onFailed(): void
  onTabFocus(moves: boolean): void
}

/** Digits that the column of line numbers has room for at least, and the pixels between it and the code: see `cell.css`. */
const DIGITS = 2
const GAP = 20

/** The options that make Monaco stand exactly where the static code stood. */
function matchPage(host: HTMLElement): Editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(host)
  return {
    fontFamily: style.fontFamily,
    fontSize: parseFloat(style.fontSize),
    lineHeight: parseFloat(style.lineHeight),
    padding: { top: parseFloat(style.paddingTop), bottom: parseFloat(style.paddingBottom) },
    // The column of numbers is as wide as its digits; the rest of the gutter stands between it and the code.
    lineNumbersMinChars: DIGITS,
    lineDecorationsWidth: GAP,
  }
}

const PLAIN: Editor.IStandaloneEditorConstructionOptions = {
  lineNumbers: 'on',
  glyphMargin: false,
  folding: false,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  renderLineHighlight: 'none',
  guides: { indentation: false },
  scrollBeyondLastLine: false,
  scrollBeyondLastColumn: 2,
  scrollbar: {
    alwaysConsumeMouseWheel: false,
    verticalScrollbarSize: 8,
    horizontalScrollbarSize: 8,
    useShadows: false,
    ignoreHorizontalScrollbarInContentHeight: true,
  },
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontLigatures: false,
  bracketPairColorization: { enabled: false },
  unicodeHighlight: { ambiguousCharacters: false },
  stickyScroll: { enabled: false },
  contextmenu: true,
  tabSize: 2,
  occurrencesHighlight: 'off',
}

export function MonacoEditor({ notebook, cell, label, waiting, caret, fault, ...handlers }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor.IStandaloneCodeEditor>(null)
  const marks = useRef<Editor.IEditorDecorationsCollection>(null)
  const calls = useRef(handlers)
  useLayoutEffect(() => {
    calls.current = handlers
  })
  const start = useRef(caret)
  const line = fault?.line
  const message = fault?.message

  useEffect(() => {
    const box = host.current!
    let gone = false
    let clean = () => {}
    loadEditor(notebook.lesson.locale).then(
      ({ monaco, loadTypes }) => {
        if (gone) return undefined
        void loadTypes(notebook.lesson.kernel.types.url)
        const metrics = matchPage(box)
        box.style.padding = '0'
        const instance = monaco.editor.create(box, {
          ...PLAIN,
          ...metrics,
          model: openModel(monaco, notebook, cell),
          ariaLabel: label,
          tabFocusMode: readTabFocus(),
          smoothScrolling: false,
        })
        editor.current = instance
        const fit = () => {
          box.style.height = `${Math.min(instance.getContentHeight(), TALLEST * (metrics.lineHeight ?? 22))}px`
        }
        instance.onDidContentSizeChange(fit)
        const calm =
          '!suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !renameInputVisible && !inSnippetMode'
        const { KeyMod, KeyCode } = monaco
        const add = (id: EditorIntent, keys: number[], precondition?: string) =>
          instance.addAction({
            id,
            label: id,
            keybindings: keys,
            precondition,
            run: () => calls.current.onIntent(id),
          })
        add('run-and-advance', [KeyMod.Shift | KeyCode.Enter])
        add('run', [KeyMod.CtrlCmd | KeyCode.Enter, KeyMod.WinCtrl | KeyCode.Enter])
        add('run-and-insert', [KeyMod.Alt | KeyCode.Enter])
        add('leave', [KeyCode.Escape], `${calm} && !editorHasSelection && !editorHasMultipleSelections`)
        instance.addAction({
          id: 'tab-focus',
          label: 'Tab',
          keybindings: [KeyMod.WinCtrl | KeyCode.KeyM, KeyMod.CtrlCmd | KeyCode.KeyM],
          run: () => {
            const moves = !instance.getOption(monaco.editor.EditorOption.tabFocusMode)
            instance.updateOptions({ tabFocusMode: moves })
            keepTabFocus(moves)
            calls.current.onTabFocus(moves)
          },
        })
        fit()
        if (start.current)
          instance.setPosition({ lineNumber: start.current.line, column: start.current.column })
        calls.current.onReady()
        clean = () => instance.dispose()
        return undefined
      },
      () => {
        if (!gone) calls.current.onFailed()
      },
    )
    return () => {
      gone = true
      editor.current = null
      clean()
    }
  }, [notebook, cell, label])

  useEffect(() => {
    if (!waiting) editor.current?.focus()
  }, [waiting])

  useEffect(() => {
    const instance = editor.current
    if (!instance) return
    marks.current?.clear()
    if (waiting || line === undefined) return
    const at = Math.min(line, instance.getModel()?.getLineCount() ?? 1)
    const range = { startLineNumber: at, endLineNumber: at, startColumn: 1, endColumn: 1 }
    const hoverMessage = { value: message ?? '', isTrusted: false, supportHtml: false }
    marks.current = instance.createDecorationsCollection([
      { range, options: { isWholeLine: true, className: 'cell-fault', hoverMessage } },
    ])
  }, [waiting, line, message])

  return <div ref={host} className="code-box" data-editor={cell} data-waiting={waiting ? '' : undefined} />
}
