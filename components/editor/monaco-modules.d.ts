/** Monaco ships this module without its types. */
declare module 'monaco-editor/languages/definitions/typescript/typescript' {
  import type { languages } from 'monaco-editor/editor'
  export const language: languages.IMonarchLanguage
}
