/** A data card: what `content/datasets/<name>/dataset.yaml` must say about a data set before a lesson may use it. */
import { z } from 'zod'

const Both = z.strictObject({ zh: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) })
const Name = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lowercase word, or words joined by hyphens')

export const DatasetCard = z.strictObject({
  /** The folder's name. */
  id: Name,
  title: Both,
  summary: Both,
  source: z.strictObject({
    authors: z.string().min(1).max(200),
    year: z.int().min(1900).max(2100),
    origin: Both,
    /** The registry package whose files are read, at exactly this version. */
    package: z.string().min(1).max(100),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
  }),
  licence: z.strictObject({
    /** SPDX identifiers of the data and of the package that carries it. */
    data: z.string().min(1).max(60),
    package: z.string().min(1).max(60),
    note: Both,
  }),
  /** Source files inside the package; preparing stops when one differs. */
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
        bytes: z.int().positive(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(50),
  columns: z
    .array(
      z.strictObject({
        name: Name,
        dtype: z.enum(['uint8', 'int32', 'float32', 'string']),
        /** Shape of one example; empty for a single number. */
        shape: z.array(z.int().positive()).max(4),
        text: Both,
      }),
    )
    .min(1)
    .max(100),
  splits: z
    .array(
      z.strictObject({
        name: Name,
        count: z.int().positive(),
        /** False: the split is scored on by the server and never sent to a browser. */
        served: z.boolean(),
        text: Both,
      }),
    )
    .min(1)
    .max(10),
  flaws: z.array(Both).min(1).max(20),
})
export type DatasetCard = z.infer<typeof DatasetCard>
