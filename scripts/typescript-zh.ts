/** What TypeScript says of a piece of code, in both languages: its own Chinese, filled with what the English names. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import ts from 'typescript'
import { z } from 'zod'

export type Said = { zh: string; en: string }

const chinese = z
  .record(z.string(), z.string())
  .parse(
    JSON.parse(
      readFileSync(
        createRequire(import.meta.url).resolve('typescript/lib/zh-cn/diagnosticMessages.generated.json'),
        'utf8',
      ),
    ),
  )

type Known = { key: string; code: number; message: string }
/** The table of all messages, which the compiler's types leave out. */
const { Diagnostics } = ts as unknown as { Diagnostics: Record<string, Known> }
const known = Object.values(Diagnostics)

export function saidOf(message: string | ts.DiagnosticMessageChain, code: number): Said {
  if (typeof message === 'string') return { en: bare(message), zh: bare(translate(message, code)) }
  const parts = [message, ...(message.next ?? [])]
  const said = parts.map((part, index) =>
    index === 0
      ? { en: part.messageText, zh: translate(part.messageText, part.code) }
      : saidOf(part, part.code),
  )
  return { en: bare(said.map(({ en }) => en).join(' ')), zh: bare(said.map(({ zh }) => zh).join('')) }
}

const bare = (text: string): string => text.replace(/\s+/g, ' ')

/** The English itself where there is no Chinese for it. */
function translate(english: string, code: number): string {
  for (const { key, message } of known.filter((one) => one.code === code)) {
    const words = chinese[key]
    const filled = words === undefined ? null : argumentsOf(english, message)
    if (words !== undefined && filled !== null)
      return words.replaceAll(/\{(\d)\}/g, (_, index: string) => filled[Number(index)] ?? '')
  }
  return english
}

/** What stands at `{0}`, `{1}` … of a template; null where it is not the text's template. */
function argumentsOf(english: string, template: string): string[] | null {
  const order: number[] = []
  const pattern = template.split(/(\{\d\})/).map((piece) => {
    const [, index] = /^\{(\d)\}$/.exec(piece) ?? []
    if (index === undefined) return piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
    order.push(Number(index))
    return '([^]*?)'
  })
  const found = new RegExp(`^${pattern.join('')}$`).exec(english)
  if (!found) return null
  const filled: string[] = []
  order.forEach((index, at) => (filled[index] = found[at + 1] ?? ''))
  return filled
}
