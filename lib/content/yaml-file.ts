/** A YAML file of `content/` as a whole: read by its schema, with the place of every mistake and of every entry. */
import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { readFrontmatter } from './frontmatter'
import { isChinese } from './language'
import { refuseInvisible } from './syntax'
import { type Place, type Refusal, Refusals } from './refusals'

export type YamlFile<T> = {
  file: string
  value: T
  /** Where an entry stands: `['lessons', 2]`. */
  placeOf(path: readonly (string | number)[]): Place
}

/** @param file for refusals, from the root with slashes */
export function readYamlFile<T extends z.ZodType>(
  schema: T,
  file: string,
  text: string,
): { ok: true; read: YamlFile<z.infer<T>> } | { ok: false; refusals: Refusal[] } {
  const refusals = new Refusals(file)
  refuseInvisible(text, refusals)
  if (refusals.list.length > 0) return { ok: false, refusals: refusals.list }
  const value = readFrontmatter(schema, text, 1, refusals)
  if (value === undefined) return { ok: false, refusals: refusals.list.map(ofFile) }
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, logLevel: 'silent' })
  refuseChinese(document, lines, refusals)
  if (refusals.list.length > 0) return { ok: false, refusals: refusals.list }
  const placeOf = (path: readonly (string | number)[]): Place => {
    const node = document.getIn(path, true)
    const { line, col } = lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  return { ok: true, read: { file, value, placeOf } }
}

/** Whatever stands under `en` is read by people who read English. */
function refuseChinese(document: Document.Parsed, lines: LineCounter, refusals: Refusals): void {
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== 'en' || !isScalar(value)) return
      if (typeof value.value !== 'string' || !isChinese(value.value)) return
      const { line, col } = lines.linePos(value.range?.[0] ?? 0)
      refusals.add('words-chinese', { line, column: col }, { text: value.value.slice(0, 40) })
    },
  })
}

/** The same mistakes, in a file that is nothing but YAML. */
function ofFile(refusal: Refusal): Refusal {
  if (refusal.code === 'frontmatter-yaml') return { ...refusal, code: 'yaml-syntax' }
  if (refusal.code === 'frontmatter-field') return { ...refusal, code: 'yaml-field' }
  return refusal
}
