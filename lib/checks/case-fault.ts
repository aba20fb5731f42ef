/** What was wrong with the answer to one case of a challenge. Says how far off it is, never what was expected. */
import { z } from 'zod'

/** What kind of thing a value is, in the trainee's terms. */
export const TYPES = ['number', 'text', 'boolean', 'list', 'object', 'nothing'] as const
export type TypeName = (typeof TYPES)[number]

/**
 * How far the worst number lies from its own: within a hundredth of its size, a tenth, its size, or beyond.
 * `not-finite`: one of the two is NaN or infinite and the other is not the same.
 */
export const DISTANCES = ['hair', 'little', 'clear', 'large', 'not-finite'] as const
export type Distance = (typeof DISTANCES)[number]

const Shape = z.array(z.int().nonnegative()).max(12)
const Text = z.strictObject({ zh: z.string().max(1000), en: z.string().max(1000) })
/** The author's remark on this case. */
const hint = Text.optional()

export const CaseFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('threw'), name: z.string().max(100), message: z.string().max(1000) }),
  z.strictObject({ kind: z.literal('timed-out'), seconds: z.number() }),
  /** An earlier case never ended, and the worker ended with it. */
  z.strictObject({ kind: z.literal('not-run') }),
  z.strictObject({ kind: z.literal('too-large'), limit: z.int() }),
  z.strictObject({ kind: z.literal('type'), expected: z.enum(TYPES), found: z.enum(TYPES), hint }),
  z.strictObject({ kind: z.literal('shape'), expected: Shape, found: Shape, hint }),
  /** Lists of lists of unequal lengths where a regular shape is due. */
  z.strictObject({ kind: z.literal('ragged'), expected: Shape, hint }),
  z.strictObject({
    kind: z.literal('keys'),
    expected: z.array(z.string()),
    found: z.array(z.string()),
    hint,
  }),
  /** `wrong` of `total` numbers, texts or truth values differ. */
  z.strictObject({
    kind: z.literal('values'),
    wrong: z.int(),
    total: z.int(),
    distance: z.enum(DISTANCES).optional(),
    hint,
  }),
])
export type CaseFault = z.infer<typeof CaseFault>
