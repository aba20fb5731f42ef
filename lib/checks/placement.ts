/** A stage's placement test: for each lesson a stock of questions, of which a few are drawn for each try. */
import { z } from 'zod'
import { LessonId, StageId } from '../curriculum/ids'
import { Question, QuestionSpec } from './quiz'

const LESSONS = 60

/** `content/stages/NN-stage/placement.yaml`. */
export const PlacementSpec = z.strictObject({
  lessons: z
    .record(
      LessonId,
      z.strictObject({
        /** How many are asked at a time. */
        draw: z.int().min(1).max(6),
        questions: z.array(QuestionSpec).min(5).max(30),
      }),
    )
    .refine((lessons) => Object.keys(lessons).length <= LESSONS, `more than ${LESSONS} lessons`),
})

/** As the server keeps it; it is secret as a whole, and only what was drawn is ever shown. */
export const Placement = z.strictObject({
  stage: StageId,
  lessons: z.record(LessonId, z.strictObject({ draw: z.int(), questions: z.array(Question) })),
})
export type Placement = z.infer<typeof Placement>
