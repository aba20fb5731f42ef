'use client'
/**
 * One Monaco model per cell, all of them in one script scope, so that a cell sees what earlier cells declare. The
 * notebook owns the text: an edit goes to it as an action, and what it decides otherwise (reset, restore, the other
 * window's text) comes back here.
 */
import type { editor } from 'monaco-editor/editor'
import type { Notebook } from '@/lib/notebook/notebook.client'
import type { monaco as Monaco } from './monaco.client'

const opened = new WeakMap<Notebook, Map<string, editor.ITextModel>>()

function replaceText(model: editor.ITextModel, source: string) {
  // An edit, not `setValue`: the editor's own undo reaches back over it.
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text: source }], () => null)
}

export function openModel(monaco: typeof Monaco, notebook: Notebook, cell: string): editor.ITextModel {
  let models = opened.get(notebook)
  if (!models) {
    models = new Map()
    opened.set(notebook, models)
    follow(monaco, notebook, models)
  }
  return models.get(cell) ?? addModel(monaco, notebook, models, cell)
}

function addModel(
  monaco: typeof Monaco,
  notebook: Notebook,
  models: Map<string, editor.ITextModel>,
  cell: string,
): editor.ITextModel {
  const uri = monaco.Uri.parse(`file:///cells/${notebook.lesson.id}/${cell}.ts`)
  monaco.editor.getModel(uri)?.dispose()
  const model = monaco.editor.createModel(notebook.getState().cells[cell]?.source ?? '', 'typescript', uri)
  model.updateOptions({ tabSize: 2, insertSpaces: true })
  model.setEOL(monaco.editor.EndOfLineSequence.LF)
  model.onDidChangeContent(() => notebook.dispatch({ type: 'edit', cell, source: model.getValue() }))
  models.set(cell, model)
  return model
}

function follow(monaco: typeof Monaco, notebook: Notebook, models: Map<string, editor.ITextModel>) {
  const sync = () => {
    const { order, cells } = notebook.getState()
    for (const id of order) {
      const model = models.get(id) ?? addModel(monaco, notebook, models, id)
      if (model.getValue() !== cells[id]!.source) replaceText(model, cells[id]!.source)
    }
    for (const [id, model] of models) {
      if (cells[id]) continue
      model.dispose()
      models.delete(id)
    }
  }
  sync()
  notebook.subscribe(sync)
}
