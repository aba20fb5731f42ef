/** The code of lessons beyond its syntax: types, doubtful constructs, layout. Needs the editor's declarations. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCALES } from '../lib/curriculum/ids'
import { readFolders } from '../lib/content/folders.server'
import { inOrder, type Refusal } from '../lib/content/refusals'
import { buildKernel } from './build-kernel'
import { checkCode, type CodeText, formatCode } from './content-lint'
import { checkTypes, type LessonText } from './content-types'

const STAGES = 'content/stages'

const foldersOf = (only: string | undefined) =>
  readFolders(process.cwd(), STAGES).folders.filter(({ place }) => only === undefined || place.id === only)

function textsOf(only: string | undefined): CodeText[] {
  return foldersOf(only).flatMap(({ path, place, texts }) =>
    LOCALES.flatMap((locale) => {
      const text = texts[locale]
      return text === undefined ? [] : [{ lesson: place.id, file: `${path}/${locale}.mdx`, text }]
    }),
  )
}

/** @param only a lesson's id; all lessons without it */
export async function checkContentCode(only: string | undefined): Promise<Refusal[]> {
  const { types } = await buildKernel()
  const declarations = readFileSync(join('public', types.url), 'utf8')
  const texts = textsOf(only)
  const typed = texts.map(({ lesson, file, text }): LessonText => {
    const original = texts.find((other) => other.lesson === lesson && other.file.endsWith('/zh.mdx'))
    return original && original.file !== file ? { file, text, original } : { file, text }
  })
  return inOrder([...checkCode(texts), ...checkTypes(typed, declarations)])
}

/**
 * All refusals at once. Code that does not parse has been refused already, and its text would be refused a second time
 * in other words; a text that is wrong in any other way is told of its types too.
 */
export function together(refused: readonly Refusal[], doubted: readonly Refusal[]): Refusal[] {
  const unread = new Set(
    refused.flatMap(({ file, code }) => (code === 'code-syntax' || code === 'fence-unclosed' ? [file] : [])),
  )
  return [...refused, ...doubted.filter(({ file }) => !unread.has(file))]
}

/** Lays out the code of a lesson's texts where they lie; returns the files that changed. */
export function formatContentCode(only: string | undefined): string[] {
  return textsOf(only).flatMap((text) => {
    const formatted = formatCode(text)
    if (formatted === text.text) return []
    writeFileSync(text.file, formatted)
    return [text.file]
  })
}
