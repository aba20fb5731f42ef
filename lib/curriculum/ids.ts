import { z } from 'zod'

export const LOCALES = ['zh', 'en'] as const
export const Locale = z.enum(LOCALES)
export type Locale = z.infer<typeof Locale>

/** Stages, in the order a person passes through them. */
export const STAGES = ['foundations', 'specialization', 'practice', 'innovation', 'leadership'] as const
export const StageId = z.enum(STAGES)
export type StageId = z.infer<typeof StageId>

/** The six areas of the skill profile. */
export const SKILLS = ['mathematics', 'statistics', 'programming', 'modelling', 'data', 'ethics'] as const
export const SkillId = z.enum(SKILLS)
export type SkillId = z.infer<typeof SkillId>

/** The folder's name is the id: lowercase words joined by hyphens. */
export const LessonId = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase words joined by hyphens')
export type LessonId = z.infer<typeof LessonId>

/** Cells, checks and hints inside a lesson. */
export const PartId = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lowercase word, or words joined by hyphens')
