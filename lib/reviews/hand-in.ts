/** A project as a browser hands it in: the model card, and what the cells are and showed. */
import { z } from 'zod'
import { PartId } from '../curriculum/ids'
import { Source } from '../progress/cells'
import { Curve } from '../progress/events'
import { BackendName } from '../runtime/protocol'
import { text } from '../text/words'
import type { PackedOutput } from './pack-output'
import { Packed } from './packed-output'

/** Bytes of a whole request, enforced before parsing. */
export const PROJECT_LIMIT = 4 * 1024 * 1024

/** Sections of the model card by id. */
export const Card = z.record(PartId, text(8000, 0))
export type Card = z.infer<typeof Card>

const cells = <T extends z.ZodType>(of: T) =>
  z.record(PartId, of).refine((all) => Object.keys(all).length <= 100, 'more than 100 cells')

export const ProjectHandIn = z.strictObject({
  /** UUIDv7 made by the browser: sent again, it is the same project. */
  id: z.uuidv7(),
  /** The lesson's version that the page showed. */
  version: z.int().positive(),
  card: Card,
  /** The cells as they stand. */
  code: cells(Source),
  /** What the cells showed last, by cell. */
  outputs: cells(z.array(Packed).max(200)),
  curve: Curve.optional(),
  backend: BackendName.nullable(),
  /** Whose work this is; compared with the session when given. */
  learner: z.uuid().optional(),
})
export type ProjectHandIn = z.infer<typeof ProjectHandIn>

/** What `submissions.answers` holds of a project. Each output is looked at where it is shown, in `keepOutputs`. */
export const StoredProject = z.object({
  card: z.record(PartId, z.string()),
  outputs: z.record(z.string(), z.array(z.custom<PackedOutput>())),
  /** Outputs that were too much to keep. */
  omitted: z.int().default(0),
})
export type StoredProject = z.infer<typeof StoredProject>
