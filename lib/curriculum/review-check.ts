/** A project that a mentor decides on by the rubric in `<check>.review.yaml` beside the lesson. */
import { z } from 'zod'
import { PartId } from './ids'
import { Since } from './since'

export const ReviewCheckSpec = z.strictObject({ id: PartId, kind: z.literal('review'), since: Since })
export type ReviewCheckSpec = z.infer<typeof ReviewCheckSpec>
