/** Monaco ships this module without its types. */
declare module 'monaco-editor/languages/definitions/typescript/typescript' {
  import type { languages } from 'monaco-editor/editor'
  export const language: languages.IMonarchLanguage
}

declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices' {
  export const typescript: {
    setLocalizedDiagnosticMessages(messages: Record<string, string> | undefined): void
    Diagnostics: Record<string, { key: string }>
    transpileModule(
      source: string,
      options: { reportDiagnostics: boolean },
    ): { diagnostics?: { messageText: string }[] }
  }
}
