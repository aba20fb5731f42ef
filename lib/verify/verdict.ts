/** What the server says about a submission. Reasons are codes with numbers; the `verify` messages word them. */
import { z } from 'zod'
import { CaseFault } from '../checks/case-fault'
import { QuestionVerdict } from '../checks/quiz'
import { CHECK_KINDS } from '../curriculum/checks'

/** Every reason a submission can be turned down for. `verify.reason.<code>` and `verify.remedy.<code>` word it. */
export const REASONS = [
  'encoding',
  'byte-length',
  'non-finite',
  'magnitude',
  'layer-count',
  'layer-type',
  'layer-config',
  'weight-count',
  'weight-shape',
  'no-layers',
  'layers',
  'layer-unknown',
  'layer-setting',
  'layer-input',
  'layer-order',
  'layer-unused',
  'layer-size',
  'embedding-place',
  'embedding-size',
  'parameters',
  'work',
  'model-output',
  'score',
  'score-rough',
  'fitted',
  'unknown-lesson',
  'unknown-check',
  'wrong-kind',
  'stale-version',
  'other-account',
  'id-reused',
  'pending',
  'attempts',
  'busy',
  'questions-wrong',
  'quiz-answers',
  'quiz-blank',
  'paper-unknown',
  'paper-used',
  'pause',
  'slow',
  'cases-wrong',
  'challenge-unknown',
  'challenge-other',
  'challenge-used',
  'challenge-late',
  'challenge-changed',
  'challenges-open',
  'case-count',
  'review-waiting',
  'returned',
] as const
export const ReasonCode = z.enum(REASONS)
export type ReasonCode = z.infer<typeof ReasonCode>

export const Reason = z.strictObject({
  code: ReasonCode,
  /** Values for the message: expected and found shapes, layers counted from 1, scores from 0 to 1. */
  data: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Reason = z.infer<typeof Reason>

const VERDICTS = ['verified', 'refused', 'waiting'] as const

const base = {
  id: z.string(),
  check: z.string(),
  /** `waiting`: a person decides. */
  verdict: z.enum(VERDICTS),
  /** Null when verified. */
  reason: ReasonCode.nullable(),
  /** ISO 8601. */
  at: z.iso.datetime(),
}
const marks = {
  /** Model: its metric on hidden data. Quiz and code: the share that is right, 0 to 1. */
  score: z.number(),
  /** The score that passes. */
  pass: z.number(),
}

export const ModelVerdict = z.strictObject({
  ...base,
  kind: z.literal('model'),
  ...marks,
  /** What the score measures, and so which direction is better. */
  metric: z.enum(['accuracy', 'loss', 'auc', 'perplexity']),
  /** False: the score is a bound that it is not worse than, see `telling.ts`. */
  exact: z.boolean(),
})

export const QuizVerdict = z.strictObject({
  ...base,
  kind: z.literal('quiz'),
  ...marks,
  questions: z.array(QuestionVerdict),
  /** Attempts before each costs the longest pause, and when the next one may be made; null: at once. */
  left: z.int(),
  nextAt: z.iso.datetime().nullable(),
})
export type QuizVerdict = z.infer<typeof QuizVerdict>

export const CodeVerdict = z.strictObject({
  ...base,
  kind: z.literal('code'),
  ...marks,
  /** In the order they were called; `fault` is null where the answer was right. */
  cases: z.array(
    z.strictObject({ says: z.strictObject({ zh: z.string(), en: z.string() }), fault: CaseFault.nullable() }),
  ),
})
export type CodeVerdict = z.infer<typeof CodeVerdict>

export const ReviewVerdict = z.strictObject({
  ...base,
  kind: z.literal('review'),
  /** Share of the points, once a mentor has given them. */
  score: z.number().nullable(),
})

export const Verdict = z.discriminatedUnion('kind', [ModelVerdict, QuizVerdict, CodeVerdict, ReviewVerdict])
export type Verdict = z.infer<typeof Verdict>

/** One submission in a list. */
export const Attempt = z.strictObject({
  id: z.string(),
  check: z.string(),
  kind: z.enum(CHECK_KINDS),
  verdict: z.enum(VERDICTS),
  score: z.number().nullable(),
  /** False: the score is a bound that it is not worse than. */
  exact: z.boolean(),
  reason: ReasonCode.nullable(),
  /** Whether it was made at a version of the lesson that still counts. */
  counts: z.boolean(),
  at: z.iso.datetime(),
})
export type Attempt = z.infer<typeof Attempt>
