/** What the server says about a submission. Reasons are codes with numbers; the `verify` messages word them. */
import { z } from 'zod'

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
  'score',
  'unknown-lesson',
  'unknown-check',
  'stale-version',
  'other-account',
  'id-reused',
  'pending',
  'attempts',
  'busy',
] as const
export const ReasonCode = z.enum(REASONS)
export type ReasonCode = z.infer<typeof ReasonCode>

export const Reason = z.strictObject({
  code: ReasonCode,
  /** Values for the message: expected and found shapes, layers counted from 1, scores from 0 to 1. */
  data: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Reason = z.infer<typeof Reason>

export const Verdict = z.strictObject({
  id: z.string(),
  check: z.string(),
  verdict: z.enum(['verified', 'refused']),
  /** Share of the hidden examples predicted rightly, 0 to 1. */
  score: z.number(),
  /** The score that passes. */
  pass: z.number(),
  /** Null when verified; the numbers of its message are `score` and `pass`. */
  reason: ReasonCode.nullable(),
  /** ISO 8601. */
  at: z.iso.datetime(),
})
export type Verdict = z.infer<typeof Verdict>

/** One judged submission in a list. */
export const Attempt = z.strictObject({
  id: z.string(),
  check: z.string(),
  verdict: z.enum(['verified', 'refused']),
  score: z.number().nullable(),
  reason: ReasonCode.nullable(),
  at: z.iso.datetime(),
})
export type Attempt = z.infer<typeof Attempt>
