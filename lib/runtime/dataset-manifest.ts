/** Where the browser finds the data sets that cells may ask for: dist/datasets.json. Hidden splits are never listed. */
import { z } from 'zod'

export const DatasetFile = z.strictObject({
  /** A gzip file on our own origin. */
  url: z.string().startsWith('/'),
  /** Size after decompression. */
  bytes: z.int().positive(),
  /** Of the decompressed bytes, lowercase hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type DatasetFile = z.infer<typeof DatasetFile>

/** By set, then by file; a file `part/name` belongs to a part that may be loaded alone. */
export const DatasetManifest = z.record(
  z.string(),
  z.strictObject({ files: z.record(z.string(), DatasetFile) }),
)
export type DatasetManifest = z.infer<typeof DatasetManifest>
