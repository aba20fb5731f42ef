/** One text after reading: a clean tree and everything that is checked against the other text of the lesson. */
import type { Root } from 'hast'
import type { LessonSpec, TranslationSpec } from '../curriculum/lesson'
import type { Locale } from '../curriculum/ids'
import type { TocEntry } from './compiled'

export type At = { line: number; column: number }

/** `starter` is absent where `<Cell id="…" />` stands for the cell of `zh.mdx`. */
export type DraftCell = { id: string; title?: string; starter?: string; at: At }

export type Parts = {
  cells: DraftCell[]
  checks: { id: string; for: string; source: string; at: At; size?: 'full' }[]
  solutions: { for: string; source: string; at: At }[]
  hints: { for: string; at: At }[]
  /** Cells named as proof by an `<Erratum>`. */
  proofs: { cell: string; at: At }[]
  submits: { check: string; at: At }[]
  links: { to: string; at: At }[]
  figures: { src: string; at: At }[]
  diagrams: { id: string; at: At }[]
}

export type Draft = Parts & {
  file: string
  /** Where the parts of the head stand, by path: `minutes`, `checks.0`. */
  places: Record<string, At>
  tree: Root
  toc: TocEntry[]
  extent: { characters: number; words: number }
  head: Head
}

/** `zh.mdx` speaks for the whole lesson, a translation for its language. */
export type Head =
  | { locale: 'zh'; spec: LessonSpec }
  | { locale: Exclude<Locale, 'zh'>; spec: TranslationSpec }

export const emptyParts = (): Parts => ({
  cells: [],
  checks: [],
  solutions: [],
  hints: [],
  proofs: [],
  submits: [],
  links: [],
  figures: [],
  diagrams: [],
})
export type ChineseDraft = Draft & { head: Extract<Head, { locale: 'zh' }> }
