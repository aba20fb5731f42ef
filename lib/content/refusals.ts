/** Why a lesson was refused: a code, where, and the words for an author in both languages. */
import type { Locale } from '../curriculum/ids'
import { COURSE } from './wordings/course'
import { FIGURES } from './wordings/figures'
import { LESSON } from './wordings/lessons'
import { MARKDOWN } from './wordings/markdown'
import { TEXT } from './wordings/text'

export type Place = { file: string; line: number; column: number }
export type Refusal = Place & { code: RefusalCode; params: Params }
/** What a wording fills in; a reason that is itself a sentence comes in both languages. */
export type Params = Record<string, string | number | Record<Locale, string>>

const WORDINGS = { ...TEXT, ...MARKDOWN, ...FIGURES, ...LESSON, ...COURSE }

export type RefusalCode = keyof typeof WORDINGS
export const REFUSAL_CODES = Object.keys(WORDINGS) as RefusalCode[]

/** Collects refusals of one file; positions default to its beginning. */
export class Refusals {
  readonly list: Refusal[] = []
  constructor(readonly file: string) {}

  add(code: RefusalCode, at: { line: number; column: number } | undefined, params: Params = {}): void {
    this.list.push({ file: this.file, line: at?.line ?? 1, column: at?.column ?? 1, code, params })
  }
}

/** By file and place, which is how an author reads. */
export const inOrder = (list: Refusal[]): Refusal[] =>
  list.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)

/** What is wrong and what to write instead, without the place: for a marker in an editor. */
export function wording({ code, params }: Refusal, locale: Locale): string {
  const filled = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? value[locale] : value,
  ])
  return WORDINGS[code][locale](Object.fromEntries(filled))
}

/** One line for people: `file:line:column what is wrong and what to write instead`. */
export const explain = (refusal: Refusal, locale: Locale): string =>
  `${refusal.file}:${refusal.line}:${refusal.column} ${wording(refusal, locale)}`
