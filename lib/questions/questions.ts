/** Questions under a cell and their answers, as they go over the wire. */
import { z } from 'zod'
import { text } from '../text/words'

export const Words = text(4000)

export const Answer = z.strictObject({
  id: z.string(),
  /** The mentor's name. */
  author: z.string(),
  body: z.string(),
  at: z.iso.datetime(),
})

export const Question = z.strictObject({
  /** With the id it names the question. */
  learner: z.string(),
  id: z.string(),
  cell: z.string(),
  body: z.string(),
  at: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  /** Asked by the reader; other people's questions carry no name. */
  mine: z.boolean(),
  answers: z.array(Answer),
})
export type Question = z.infer<typeof Question>

/** A question in the mentors' queue: with who asked it and where. */
export const QueuedQuestion = Question.extend({ name: z.string(), lesson: z.string(), mentee: z.boolean() })
export type QueuedQuestion = z.infer<typeof QueuedQuestion>

/** Open questions one person may have at a time. */
export const OPEN_QUESTIONS = 20
