/** What a reader writes in the margin of a lesson, as it goes over the wire. */
import { z } from 'zod'
import { text } from '../text/words'

/** A heading's or a cell's id on the page; null for the lesson as a whole. */
export const Anchor = z.string().min(1).max(200)

export const NoteBody = text(10_000)

export const Note = z.strictObject({
  id: z.string(),
  anchor: z.string().nullable(),
  body: z.string(),
  updatedAt: z.iso.datetime(),
})
export type Note = z.infer<typeof Note>

export const Margin = z.strictObject({
  notes: z.array(Note),
  /** Anchors; the empty text is the lesson as a whole. */
  bookmarks: z.array(z.string()),
})
export type Margin = z.infer<typeof Margin>

/** One person's notes of one lesson. */
export const NOTES_PER_LESSON = 200
