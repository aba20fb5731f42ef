/**
 * The verified checks a lesson may ask for, one kind for each way of proving something. What a trainee must not know
 * before an attempt lies in a file beside the lesson (`<check>.quiz.yaml`, `<check>.challenge.ts`) and never here.
 */
import { z } from 'zod'
import { PartId } from './ids'
import { ModelCheckSpec } from './model-check'
import { ReviewCheckSpec } from './review-check'
import { Since } from './since'

export const CodeCheckSpec = z.strictObject({
  id: PartId,
  kind: z.literal('code'),
  /** The function that the challenge calls, as the cells leave it. */
  function: z.string().regex(/^[A-Za-z_$][\w$]*$/),
  since: Since,
})
export type CodeCheckSpec = z.infer<typeof CodeCheckSpec>

export const QuizCheckSpec = z.strictObject({
  id: PartId,
  kind: z.literal('quiz'),
  /** The share of questions that must be right, 0 to 1. */
  pass: z.number().gt(0).max(1).default(1),
  since: Since,
})
export type QuizCheckSpec = z.infer<typeof QuizCheckSpec>

export const CHECK_KINDS = ['quiz', 'code', 'model', 'review'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

export const CheckSpec = z.discriminatedUnion('kind', [
  QuizCheckSpec,
  CodeCheckSpec,
  ModelCheckSpec,
  ReviewCheckSpec,
])
export type CheckSpec = z.infer<typeof CheckSpec>
