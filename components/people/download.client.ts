'use client'
import { downloadText } from '@/lib/browser/download.client'

/** Hands a small text to the browser as a file. A cell that begins like a formula is quoted as text. */
export function downloadCsv(name: string, rows: readonly (readonly string[])[]): void {
  const cell = (text: string) => `"${text.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`
  const text = `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
  downloadText(name, text, 'text/csv')
}
