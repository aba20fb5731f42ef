/** What an author writes at the head of a lesson (`LessonSpec`, `TranslationSpec`) and what code relies on (`Lesson`). */
import { z } from 'zod'
import { CheckSpec } from './checks'
import { LessonId, type Locale, SkillId, type StageId } from './ids'

const Line = z.string().trim().min(1).max(200)

/** The part of the frontmatter that each language writes for itself. */
export const TranslationSpec = z.strictObject({
  title: Line,
  /** One or two sentences for lists and search. */
  summary: z.string().trim().min(1).max(400),
  /** What a person can do afterwards; as many in each language. */
  objectives: z.array(Line).min(1).max(8),
})
export type TranslationSpec = z.infer<typeof TranslationSpec>

/** The frontmatter of `zh.mdx`: the translation part and everything that does not depend on the language. */
export const LessonSpec = TranslationSpec.extend({
  /** Raised when a check or a cell changes its meaning; a completion names the version it was earned in. */
  version: z.int().positive(),
  /** Minutes of work for a trainee of this stage. */
  minutes: z.int().min(5).max(120),
  skills: z.partialRecord(SkillId, z.int().min(1).max(5)),
  requires: z.array(LessonId).default([]),
  datasets: z.array(z.string()).default([]),
  checks: z.array(CheckSpec).min(1),
  /** Earlier slugs, so that history is kept when a lesson is renamed. */
  formerly: z.array(LessonId).default([]),
})
export type LessonSpec = z.infer<typeof LessonSpec>

/** A lesson as the rest of the product sees it, before any text is rendered. */
export type Lesson = Omit<LessonSpec, keyof TranslationSpec> & {
  id: LessonId
  stage: StageId
  /** Folder name without its number: `projects` of `01-projects`. */
  module: string
  /** Position along the stage, from the folder numbers and names. */
  order: number
  text: Record<Locale, TranslationSpec>
}
