/** A data card: what `content/datasets/<name>/dataset.yaml` must say about a data set before a lesson may use it. */
import { z } from 'zod'

const Both = z.strictObject({ zh: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) })
/** Columns of tables are called what a cell calls them: `bodyMass`. */
const Column = z.string().regex(/^[a-z][A-Za-z0-9]*$/)
const Name = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lowercase word, or words joined by hyphens')

const Fields = z.strictObject({
  /** The folder's name. */
  id: Name,
  title: Both,
  summary: Both,
  source: z.strictObject({
    authors: z.string().min(1).max(200),
    year: z.int().min(1900).max(2100),
    origin: Both,
    /** `npm` and `debian`: files of a registry's package; `project`: files beside the card, or made by the recipe. */
    from: z.enum(['npm', 'debian', 'project']),
    /** The package whose files are read, at exactly this version. */
    package: z.string().min(1).max(100).optional(),
    version: z
      .string()
      .regex(/^[\w.:~+-]+$/)
      .max(80)
      .optional(),
    /** Too large for a first start: fetched when it is first asked for, see `scripts/datasets.ts`. */
    large: z.literal(true).optional(),
  }),
  licence: z.strictObject({
    /** SPDX identifiers of the data and of the package that carries it. */
    data: z.string().min(1).max(60),
    package: z.string().min(1).max(60).optional(),
    note: Both,
  }),
  /** Source files inside the package; preparing stops when one differs. Files beside the card are watched by git. */
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
        bytes: z.int().positive().optional(),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
    )
    .max(50),
  columns: z
    .array(
      z.strictObject({
        name: Column,
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
export const DatasetCard = Fields.superRefine(({ source, files }, context) => {
  const blame = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  if (source.from === 'project') return
  if (source.package === undefined || source.version === undefined)
    blame(['source'], 'a set from a registry names its package and version')
  if (files.length === 0) blame(['files'], 'a set from a registry lists the files that are read')
  for (const [index, { bytes, sha256 }] of files.entries()) {
    if (bytes === undefined || sha256 === undefined) blame(['files', index], 'it needs bytes and sha256')
  }
})
export type DatasetCard = z.infer<typeof DatasetCard>
