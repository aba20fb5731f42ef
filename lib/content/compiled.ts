/** What compiling a lesson produces, as it lies in `dist/content`: JSON, no functions, no source text but starters. */
import type { Root } from 'hast'
import { z } from 'zod'
import { Quiz } from '../checks/quiz'
import { CheckSpec } from '../curriculum/checks'
import { LessonId, Locale, PartId, SkillId, StageId } from '../curriculum/ids'
import { type Lesson, TranslationSpec } from '../curriculum/lesson'
import { Rubric } from '../reviews/rubric'

/** A code cell as the author left it. */
export const CompiledCell = z.strictObject({ id: PartId, title: z.string().optional(), starter: z.string() })
export type CompiledCell = z.infer<typeof CompiledCell>

/** A check that runs in the trainee's sandbox: a sign of progress, so its source is public. */
export const PublicCheck = z.strictObject({
  id: PartId,
  for: PartId,
  source: z.string(),
  /** Holds only after training to the end. */
  size: z.literal('full').optional(),
})
export type PublicCheck = z.infer<typeof PublicCheck>

export const TocEntry = z.strictObject({ id: z.string(), depth: z.int().min(2).max(4), text: z.string() })
export type TocEntry = z.infer<typeof TocEntry>

const LessonSchema = z.strictObject({
  id: LessonId,
  stage: StageId,
  module: z.string(),
  order: z.int(),
  version: z.int(),
  minutes: z.int(),
  skills: z.partialRecord(SkillId, z.int()),
  requires: z.array(LessonId),
  datasets: z.array(z.string()),
  checks: z.array(CheckSpec),
  formerly: z.array(LessonId),
  text: z.record(Locale, TranslationSpec),
}) satisfies z.ZodType<Lesson>

export const CompiledLesson = z.strictObject({
  /** Of everything that went in: equal hashes are equal lessons. */
  hash: z.string(),
  lesson: LessonSchema,
  locale: Locale,
  /** Clean by construction (`tree.ts`); blocks are `mdxJsx*Element` nodes whose attributes are literals. */
  tree: z.custom<Root>((value) => typeof value === 'object' && value !== null && 'children' in value),
  toc: z.array(TocEntry),
  /** In the order of the page, which is the order they run in. */
  cells: z.array(CompiledCell),
  checks: z.array(PublicCheck),
  /** How many questions an attempt asks, by check id. The questions themselves are issued to a person. */
  quizzes: z.record(PartId, z.int()).default({}),
  /** Length of the prose: Han characters, and words of other scripts. */
  extent: z.strictObject({ characters: z.int(), words: z.int() }),
})
export type CompiledLesson = z.infer<typeof CompiledLesson>

/** What no browser sees before an attempt. */
export const CompiledSecrets = z.strictObject({
  id: LessonId,
  /** Cell → source, for each language. */
  solutions: z.record(Locale, z.record(z.string(), z.string())),
  /** By check id, answers and explanations included. */
  quizzes: z.record(PartId, Quiz).default({}),
  /** By check id: what a mentor decides on a project by. No secret, but needed only on the server. */
  rubrics: z.record(PartId, Rubric).default({}),
})
export type CompiledSecrets = z.infer<typeof CompiledSecrets>

/** A link from one lesson to another, kept so that a build can check it when only the other lesson changed. */
export const LessonLink = z.strictObject({ to: LessonId, file: z.string(), line: z.int(), column: z.int() })
export type LessonLink = z.infer<typeof LessonLink>

export const ContentIndex = z.strictObject({
  /** Stages with a placement test, and the hash of it: `secrets/placement/<stage>.json`. */
  placements: z.partialRecord(StageId, z.string()).default({}),
  /** Hash of the compiler that made these files: `dist/compiler/<hash>.mjs`. */
  compiler: z.string(),
  lessons: z.array(
    z.strictObject({
      /** Hash of the lesson's files, its place and the compiler. */
      inputs: z.string(),
      lesson: LessonSchema,
      compiled: z.record(Locale, z.string()),
      links: z.array(LessonLink),
    }),
  ),
})
export type ContentIndex = z.infer<typeof ContentIndex>
