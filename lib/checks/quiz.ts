/**
 * A quiz in its five shapes: as an author writes it (`QuizSpec`), as the server keeps it (`Quiz`, in
 * `dist/content/secrets`: every variant of every question), as it is issued for one attempt (`IssuedQuestion`, kept in
 * the database), as a page shows it (`PublicQuestion`: no answers, opaque keys), and as it is answered (`Answers`).
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

const Name = z.string().regex(/^[a-z]\w{0,19}$/i)
const Expression = z.string().trim().min(1).max(200)
const Amount = z.union([z.number(), Expression])
const Range = z.union([
  z.array(z.number()).min(1).max(40),
  z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive().optional() }),
])

const asked = {
  id: PartId,
  /** Questions of one place are alternatives: each attempt asks one of them. */
  place: PartId.optional(),
  /** Numbers it may be asked with, by name; `@{name}` in a text stands for one. */
  vary: z.record(Name, Range).optional(),
  /** Numbers that follow from those, in order. */
  let: z.record(Name, Expression).optional(),
  /** What must hold for numbers to be asked with. */
  where: Expression.optional(),
  ask: Both,
  /** Told after a wrong answer: where to look, never what is right. */
  hint: Both.optional(),
  /** Told after a right answer. */
  explain: Both,
}
/** Of a pool, how many are shown at a time. */
const show = z.int().min(2).max(8).optional()
const Choice = z.strictObject({ id: OptionId, text: Both, right: z.literal(true).optional() })
const choices = z.array(Choice).min(2).max(16)

export const QuestionSpec = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, type: z.literal('single'), options: choices, show }),
  z.strictObject({ ...asked, type: z.literal('multiple'), options: choices, show }),
  z.strictObject({
    ...asked,
    type: z.literal('numeric'),
    answer: Amount,
    /** The largest difference that still counts as right. */
    tolerance: Amount,
    unit: Both.optional(),
  }),
  /** Items are written in the right order. */
  z.strictObject({
    ...asked,
    type: z.literal('order'),
    items: z
      .array(z.strictObject({ id: OptionId, text: Both }))
      .min(3)
      .max(16),
    show,
  }),
])
export type QuestionSpec = z.infer<typeof QuestionSpec>

/** `<check>.quiz.yaml` beside a lesson. */
export const QuizSpec = z.strictObject({ questions: z.array(QuestionSpec).min(1).max(40) })

// — as kept and as shown —
const Texts = z.strictObject({ zh: Inlines, en: Inlines })
const Part = z.strictObject({ id: z.string(), text: Texts })

const kept = {
  /** Its place in the quiz, by which it is answered. Several variants share it; each attempt asks one. */
  id: PartId,
  variant: z.string(),
  ask: Texts,
  hint: Texts.optional(),
  explain: Texts,
}
const pool = { parts: z.array(Part), show: z.int().optional() }
export const Question = z.discriminatedUnion('type', [
  z.strictObject({ ...kept, type: z.literal('single'), ...pool, right: z.array(z.string()) }),
  z.strictObject({ ...kept, type: z.literal('multiple'), ...pool, right: z.array(z.string()) }),
  z.strictObject({
    ...kept,
    type: z.literal('numeric'),
    right: z.number(),
    tolerance: z.number(),
    unit: Texts.optional(),
  }),
  /** `right` are the ids in order. */
  z.strictObject({ ...kept, type: z.literal('order'), ...pool, right: z.array(z.string()) }),
])
export type Question = z.infer<typeof Question>

export const Quiz = z.strictObject({ questions: z.array(Question) })
export type Quiz = z.infer<typeof Quiz>

// — as issued —
/** `key` is all that a browser knows of a part: the author's id could give the answer away. */
type IssuedPart = z.infer<typeof Part> & { key: string }
type Issue<Q> = Q extends { parts: unknown } ? Omit<Q, 'parts' | 'show'> & { parts: IssuedPart[] } : Q
/** `parts` are those of this attempt, as shown; `right` names those that are right among them. */
export type IssuedQuestion = Issue<Question>

// — as shown —
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
export function publicQuestion(question: IssuedQuestion, locale: 'zh' | 'en'): PublicQuestion {
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
/** By question id. */
export const Answers = z
  .record(PartId, Answer)
  .refine((answers) => Object.keys(answers).length <= 200, 'more than 200 answers')
export type Answers = z.infer<typeof Answers>

/** What became of one question. */
export const QuestionVerdict = z.strictObject({
  id: z.string(),
  right: z.boolean(),
  /** In the reader's language: the explanation of a right answer, a hint after a wrong one (see `lib/checks/judge-quiz`). */
  explain: Inlines,
  /** The right answer; null as long as the quiz is not passed. */
  answer: Answer.nullable(),
})
export type QuestionVerdict = z.infer<typeof QuestionVerdict>
