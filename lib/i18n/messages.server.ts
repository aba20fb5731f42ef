import 'server-only'
import fs from 'node:fs'
import path from 'node:path'
import type { Locale } from '../curriculum/ids'

export type Messages = { [key: string]: string | Messages }

const cache = new Map<Locale, Record<string, Messages>>()

/** All messages of a language: one file a namespace, named after it. Read again at each call while developing. */
export function loadMessages(locale: Locale): Record<string, Messages> {
  const known = cache.get(locale)
  if (known && process.env.NODE_ENV === 'production') return known
  const folder = path.join(process.cwd(), 'content', 'messages', locale)
  const messages = Object.fromEntries(
    fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => [
        file.slice(0, -5),
        JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Messages,
      ]),
  )
  cache.set(locale, messages)
  return messages
}
