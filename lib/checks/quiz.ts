/**
 * A quiz in its four shapes: as an author writes it (`QuizSpec`), as the server keeps it (`Quiz`, in
 * `dist/content/secrets`), as a page shows it (`PublicQuestion`: no answers, opaque keys, shuffled), and as it is
 * answered (`Answers`).
 */
import { z } from 'zod'
import { PartId } from '../curriculum/ids'
import { Inlines } from './inline'

// — as written —
const Sentence = z.string().trim().min(1).max(1000)
const Both = z.strictObject({ zh: Sentence, en: Sentence })
/** Inside one question; never leaves the server, so it may say what it likes. */
const OptionId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40)

const asked = { id: PartId, ask: Both, explain: Both }
const Choice = z.strictObject({ id: OptionId, text: Both, right: z.literal(true).optional() })
const choices = z.array(Choice).min(2).max(8)

export const QuestionSpec = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, type: z.literal('single'), options: choices }),
  z.strictObject({ ...asked, type: z.literal('multiple'), options: choices }),
  z.strictObject({
    ...asked,
    type: z.literal('numeric'),
    answer: z.number(),
    /** The largest difference that still counts as right. */
    tolerance: z.number().nonnegative(),
    unit: Both.optional(),
  }),
  /** Items are written in the right order. */
  z.strictObject({
    ...asked,
    type: z.literal('order'),
    items: z
      .array(z.strictObject({ id: OptionId, text: Both }))
      .min(3)
      .max(8),
  }),
])
export type QuestionSpec = z.infer<typeof QuestionSpec>

/** `<check>.quiz.yaml` beside a lesson. */
export const QuizSpec = z.strictObject({ questions: z.array(QuestionSpec).min(1).max(12) })

// — as kept and as shown —
const Texts = z.strictObject({ zh: Inlines, en: Inlines })
/** `key` is all that a browser knows of a part: the author's id could give the answer away. */
const Part = z.strictObject({ id: z.string(), key: z.string(), text: Texts })

const kept = { id: PartId, ask: Texts, explain: Texts }
export const Question = z.discriminatedUnion('type', [
  z.strictObject({ ...kept, type: z.literal('single'), parts: z.array(Part), right: z.string() }),
  z.strictObject({ ...kept, type: z.literal('multiple'), parts: z.array(Part), right: z.array(z.string()) }),
  z.strictObject({
    ...kept,
    type: z.literal('numeric'),
    right: z.number(),
    tolerance: z.number(),
    unit: Texts.optional(),
  }),
  /** `parts` as shown, `right` the ids in order. */
  z.strictObject({ ...kept, type: z.literal('order'), parts: z.array(Part), right: z.array(z.string()) }),
])
export type Question = z.infer<typeof Question>

export const Quiz = z.strictObject({ questions: z.array(Question) })
export type Quiz = z.infer<typeof Quiz>

export const PublicQuestion = z.strictObject({
  id: PartId,
  type: z.enum(['single', 'multiple', 'numeric', 'order']),
  ask: Inlines,
  /** Options, or things to be put in order; empty for a number. */
  parts: z.array(z.strictObject({ key: z.string(), text: Inlines })),
  unit: Inlines.optional(),
})
export type PublicQuestion = z.infer<typeof PublicQuestion>

/** What a browser may see of a question. Written out field by field: what is not named here stays. */
export function publicQuestion(question: Question, locale: 'zh' | 'en'): PublicQuestion {
  const parts = question.type === 'numeric' ? [] : question.parts
  const unit = question.type === 'numeric' ? question.unit : undefined
  return {
    id: question.id,
    type: question.type,
    ask: question.ask[locale],
    parts: parts.map(({ key, text }) => ({ key, text: text[locale] })),
    ...(unit && { unit: unit[locale] }),
  }
}

// — as answered —
const Key = z.string().min(1).max(40)
/** One key (single), keys (multiple: in any order; order: from the first to the last) or a number. */
export const Answer = z.union([Key, z.array(Key).max(8), z.number()])
export type Answer = z.infer<typeof Answer>
/** By question id. A question left out is a wrong answer. */
export const Answers = z
  .record(PartId, Answer)
  .refine((answers) => Object.keys(answers).length <= 200, 'more than 200 answers')
export type Answers = z.infer<typeof Answers>

/** What became of one question. */
export const QuestionVerdict = z.strictObject({
  id: z.string(),
  right: z.boolean(),
  /** In the reader's language. */
  explain: Inlines,
  /** The right answer; null as long as there is something to be tried (see `lib/checks/judge-quiz`). */
  answer: Answer.nullable(),
})
export type QuestionVerdict = z.infer<typeof QuestionVerdict>
