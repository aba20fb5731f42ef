/** Colours for code as CSS variables of `app/tokens.css`, so that one text serves both themes and needs no script. */
import type { Element } from 'hast'
import { createHighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import bash from 'shiki/langs/bash.mjs'
import javascript from 'shiki/langs/javascript.mjs'
import json from 'shiki/langs/json.mjs'
import python from 'shiki/langs/python.mjs'
import typescript from 'shiki/langs/typescript.mjs'
import yaml from 'shiki/langs/yaml.mjs'

/** What may stand behind ``` and the grammar it is coloured by. */
export const LANGUAGES = {
  ts: 'typescript',
  js: 'javascript',
  json: 'json',
  python: 'python',
  bash: 'bash',
  yaml: 'yaml',
  text: 'text',
} as const
export type Language = keyof typeof LANGUAGES

const colour = (token: string, scope: string[]) => ({
  scope,
  settings: { foreground: `var(--code-${token})` },
})

const THEME = {
  name: 'zhucai',
  type: 'light' as const,
  fg: 'var(--ink)',
  bg: 'transparent',
  settings: [
    { settings: { foreground: 'var(--ink)' } },
    colour('comment', ['comment', 'punctuation.definition.comment']),
    colour('string', ['string', 'punctuation.definition.string', 'constant.character.escape']),
    colour('number', ['constant.numeric', 'constant.language', 'support.constant']),
    colour('keyword', ['keyword', 'storage', 'variable.language', 'keyword.operator.new']),
    colour('function', ['entity.name.function', 'support.function']),
    colour('type', ['entity.name.type', 'support.type', 'support.class', 'entity.name.class']),
    // Operators and plain names stay ink: colour marks structure, not everything.
    { scope: ['keyword.operator', 'storage.type.function.arrow'], settings: { foreground: 'var(--ink)' } },
  ],
}

/** Oniguruma in WASM: half the cold start and a third of the time of the engine on native expressions. */
const highlighter = await createHighlighterCore({
  themes: [THEME],
  langs: [typescript, javascript, json, python, bash, yaml],
  engine: createOnigurumaEngine(import('shiki/wasm')),
})

/** @returns a `<pre>` that can be scrolled by keyboard */
export function highlightCode(source: string, language: Language): Element {
  const lines = highlighter.codeToTokensBase(source, {
    lang: LANGUAGES[language],
    theme: 'zhucai',
    // The default gives up on a line after 0.5 s, which a cold start passes: the outcome must not depend on the clock.
    tokenizeTimeLimit: 0,
  })
  const code: Element = { type: 'element', tagName: 'code', properties: {}, children: [] }
  lines.forEach((line, index) => {
    if (index > 0) write(code, '\n', undefined)
    for (const token of line) write(code, token.content, token.color)
  })
  const properties = { className: ['code'], tabIndex: 0, dataLanguage: language }
  return { type: 'element', tagName: 'pre', properties, children: [code] }
}

/** Most text is ink and needs no element of its own. */
function write(code: Element, value: string, colour: string | undefined): void {
  if (colour && colour !== 'var(--ink)') {
    const properties = { style: `color:${colour}` }
    code.children.push({ type: 'element', tagName: 'span', properties, children: [{ type: 'text', value }] })
    return
  }
  const last = code.children.at(-1)
  if (last?.type === 'text') last.value += value
  else code.children.push({ type: 'text', value })
}
