'use client'
/** Monaco, put together once: two workers of our own, TypeScript set for cells that share a scope, our colours. */
import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/typescript/register'
import { language } from 'monaco-editor/languages/definitions/typescript/typescript'
import * as typescript from 'monaco-editor/languages/features/typescript/register'
import { AMBIENT } from './ambient'
import { WIDE_NAME } from './names'
import { createTheme, isDark } from './palette'

/** Set by Monaco's own Chinese words, which `monaco-zh.client` brings first. */
const isChinese = (globalThis as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE === 'zh-cn'

self.MonacoEnvironment = {
  getWorker(_, label) {
    if (label === 'typescript' && isChinese)
      return new Worker(new URL('./ts-zh.worker.ts', import.meta.url), { type: 'module', name: 'typescript' })
    return label === 'typescript'
      ? new Worker(new URL('./ts.worker.ts', import.meta.url), { type: 'module', name: 'typescript' })
      : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module', name: 'editor' })
  },
}

/**
 * What is no error in a notebook: `await` at the top of a script (1375, 1378, 1431, 1432) and a name declared again
 * in a later cell, or in the author's text of the same one (2300, 2393, 2451).
 */
const IGNORED = [1375, 1378, 1431, 1432, 2300, 2393, 2451]

const defaults = typescript.typescriptDefaults
defaults.setEagerModelSync(true)
defaults.setCompilerOptions({
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.NodeJs,
  moduleDetection: 1,
  lib: ['esnext'],
  strict: true,
  noImplicitAny: false,
  skipLibCheck: true,
  allowNonTsExtensions: true,
  noEmit: true,
})
defaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: IGNORED, onlyVisible: true })
defaults.addExtraLib(AMBIENT, 'file:///ambient.d.ts')

/** Calls and literal words in the colours the server gave them; Monaco reads these rules when the first cell opens. */
language.tokenizer['common']?.unshift(
  [/(?:true|false|null|undefined)(?![\w$])/, 'number'],
  [/[a-z_$][\w$]*(?=\()/, { cases: { '@keywords': 'keyword', '@default': 'function' } }],
  // Without these Monarch's default paints every letter beyond ASCII as an error.
  [new RegExp(`(?:${WIDE_NAME.source})(?=\\()`), 'function'],
  [WIDE_NAME, 'identifier'],
)

let typesFrom: string | null = null

/** Fetches the declarations of `tf` and the stdlib once; without them the editor still edits. */
export async function loadTypes(url: string): Promise<void> {
  if (typesFrom === url) return
  typesFrom = url
  const answer = await fetch(url).catch(() => null)
  if (!answer?.ok) {
    typesFrom = null
    return
  }
  defaults.addExtraLib(await answer.text(), 'file:///zhucai.d.ts')
}

function paint() {
  const root = document.documentElement
  const style = getComputedStyle(root)
  const dark = isDark(root)
  const name = dark ? 'zhucai-dark' : 'zhucai-light'
  monaco.editor.defineTheme(
    name,
    createTheme((token) => style.getPropertyValue(token).trim(), dark),
  )
  monaco.editor.setTheme(name)
}

paint()
new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ['data-theme'] })

export { monaco }
