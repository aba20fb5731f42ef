/** Shapes of a learner's saved code, shared by the API and the notebook. */
import { z } from 'zod'

export const SOURCE_LIMIT = 64 * 1024

/** Code as a learner writes it: text that can be stored and given back unchanged. */
export const Source = z
  .string()
  .refine((text) => new TextEncoder().encode(text).length <= SOURCE_LIMIT, 'longer than 64 KB')
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds a character that cannot be stored')

/** `base` is the revision the text was edited from; 0 when nothing was saved before. */
export const CellSave = z.strictObject({
  source: Source,
  base: z.int().min(0).max(2_147_483_647),
  /** Whose code this is; compared with the session when given. */
  learner: z.uuid().optional(),
  /** The version of the lesson in the page; a cell that the present version lacks is kept all the same. */
  version: z.int().positive().optional(),
})
export type CellSave = z.infer<typeof CellSave>

/** A text that was replaced before it was saved. */
export const CellFile = CellSave.omit({ base: true })

export const SavedCell = z.strictObject({
  source: z.string(),
  revision: z.int().positive(),
  /** ISO 8601. */
  savedAt: z.iso.datetime(),
})
export type SavedCell = z.infer<typeof SavedCell>

/** What became of a save. `conflict`: another window saved meanwhile; nothing was written. */
export type SaveOutcome = { kind: 'saved'; cell: SavedCell } | { kind: 'conflict'; current: SavedCell }
