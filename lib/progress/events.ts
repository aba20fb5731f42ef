/**
 * What a browser may report about its own work. None of these completes anything: `lesson.verified` and
 * `submission.refused` are written by the server alone and are not members of this union.
 */
import { z } from 'zod'
import { LessonId, PartId } from '../curriculum/ids'

/** Limits of one batch, enforced before parsing. */
export const BATCH_LIMITS = { events: 100, bytes: 256 * 1024 } as const

/** A training curve thinned to at most 200 points a series. */
export const Curve = z.strictObject({
  series: z
    .array(
      z.strictObject({
        name: z.string().max(60),
        x: z.array(z.number()).max(200),
        y: z.array(z.number().nullable()).max(200),
      }),
    )
    .max(8),
})
export type Curve = z.infer<typeof Curve>

const base = {
  /** UUIDv7 made by the browser: the same event sent twice is stored once. */
  id: z.uuidv7(),
  lesson: LessonId,
  /** The browser's clock; the server clamps it to its own (see `record.server`). */
  at: z.iso.datetime(),
}

export const ProgressEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('lesson.opened') }),
  z.strictObject({
    ...base,
    type: z.literal('cell.ran'),
    cell: PartId,
    outcome: z.enum(['done', 'failed', 'stopped']),
    /** Milliseconds of the run, at most a day. */
    ms: z.int().min(0).max(86_400_000),
    /** `name: message` of a failed run. */
    error: z.string().max(300).optional(),
  }),
  z.strictObject({ ...base, type: z.literal('training.finished'), cell: PartId, curve: Curve }),
  /** A public check passed in the browser: a sign of progress, never a completion. */
  z.strictObject({ ...base, type: z.literal('check.passed'), check: PartId }),
  /** A minute in which the lesson was visible and touched. */
  z.strictObject({ ...base, type: z.literal('lesson.active'), minutes: z.literal(1) }),
])
export type ProgressEvent = z.infer<typeof ProgressEvent>

export const ProgressBatch = z.strictObject({
  /**
   * Whose events these are. The account is taken from the session; a batch that waited in a browser where somebody
   * else signed in meanwhile is refused whole, and stays in its outbox.
   */
  learner: z.uuid(),
  /** Parsed one by one, so that a malformed event harms none of its neighbours. */
  events: z.array(z.unknown()).min(1).max(BATCH_LIMITS.events),
})

/** The server's word on each event of a batch, after COMMIT. */
export const Receipt = z.strictObject({
  id: z.string(),
  /** `conflict`: the id was used before with another body; the first is kept. */
  outcome: z.enum(['accepted', 'duplicate', 'conflict', 'rejected']),
  /** Why it was rejected. */
  reason: z.string().optional(),
})
export type Receipt = z.infer<typeof Receipt>
