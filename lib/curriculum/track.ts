/** A way through the stages: `content/tracks/<id>.yaml`. */
import { z } from 'zod'
import { LessonId } from './ids'
import { Summary, Title } from './words'

/** The file's name is the id. */
export const TrackId = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase words joined by hyphens')
export type TrackId = z.infer<typeof TrackId>

export const TrackSpec = z.strictObject({
  title: Title,
  summary: Summary,
  /** Whom it suits. */
  for: Summary,
  /** Where it stands among the tracks, from 1. */
  position: z.int().min(1).max(99),
  /** Required, in the order in which they are taken. */
  lessons: z.array(LessonId).min(1).max(100),
  /** Worth taking, never required. */
  electives: z.array(LessonId).max(100).default([]),
  /** Leads people already: its leadership lessons are open from the first day. */
  leads: z.boolean().default(false),
})

export type Track = z.infer<typeof TrackSpec> & { id: TrackId }
