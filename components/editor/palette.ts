/** The tokens of `app/tokens.css` in Monaco's terms. `read` gives a token's value, a hex colour. */
import type { editor } from 'monaco-editor/editor'

export const isDark = (root: HTMLElement) => root.dataset['theme'] === 'dark'

export function createTheme(read: (token: string) => string, dark: boolean): editor.IStandaloneThemeData {
  const bare = (token: string) => read(token).replace('#', '')
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('--ink') },
      { token: 'keyword', foreground: bare('--code-keyword') },
      { token: 'string', foreground: bare('--code-string') },
      { token: 'regexp', foreground: bare('--code-string') },
      { token: 'number', foreground: bare('--code-number') },
      { token: 'comment', foreground: bare('--code-comment') },
      { token: 'function', foreground: bare('--code-function') },
      { token: 'type', foreground: bare('--code-type') },
      { token: 'delimiter', foreground: bare('--ink') },
    ],
    colors: {
      'editor.background': read('--paper-sunk'),
      'editor.foreground': read('--ink'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorLineNumber.foreground': read('--ink-faint'),
      'editorLineNumber.activeForeground': read('--ink'),
      'editorCursor.foreground': read('--ember'),
      'editor.selectionBackground': dark ? '#5b5648' : '#e2d6bd',
      'editor.inactiveSelectionBackground': dark ? '#403c33' : '#e9e1cf',
      'editor.wordHighlightBackground': dark ? '#ffffff14' : '#00000010',
      'editorIndentGuide.background1': read('--rule'),
      'editorIndentGuide.activeBackground1': read('--rule-strong'),
      'editorBracketMatch.background': '#00000000',
      'editorBracketMatch.border': read('--rule-strong'),
      ...Object.fromEntries(
        [1, 2, 3].map((depth) => [`editorBracketHighlight.foreground${depth}`, read('--ink')]),
      ),
      'editorWidget.background': read('--paper-raised'),
      'editorWidget.foreground': read('--ink'),
      'editorWidget.border': read('--rule'),
      'editorHoverWidget.background': read('--paper-raised'),
      'editorSuggestWidget.background': read('--paper-raised'),
      'editorSuggestWidget.selectedBackground': read('--ember-wash'),
      'editorSuggestWidget.selectedForeground': read('--ink'),
      'editorSuggestWidget.highlightForeground': read('--ember'),
      'editorError.foreground': read('--danger'),
      'editorWarning.foreground': read('--caution'),
      focusBorder: read('--focus'),
    },
  }
}
