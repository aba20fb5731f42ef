/** What the browser says about one case of a challenge. Hostile: the server believes only the values it compares. */
import { z } from 'zod'

/** Cases of one challenge. */
export const MOST_CASES = 12

export const CaseResult = z.discriminatedUnion('outcome', [
  /** In the spelling of `lib/checks/wire`. */
  z.strictObject({ outcome: z.literal('returned'), value: z.json() }),
  z.strictObject({
    outcome: z.literal('threw'),
    name: z.string().max(100),
    message: z.string().max(1000),
  }),
  z.strictObject({ outcome: z.literal('timed-out') }),
  z.strictObject({ outcome: z.literal('too-large') }),
  z.strictObject({ outcome: z.literal('not-run') }),
])
export type CaseResult = z.infer<typeof CaseResult>
