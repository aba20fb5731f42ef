import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDataset } from './recipes'

export type HiddenSplit = {
  /** uint8 pixels, one example after another. */
  images: Uint8Array
  /** The class of each example. */
  labels: Uint8Array
}

const kept = new Map<string, Promise<HiddenSplit>>()

async function read(folder: string): Promise<HiddenSplit> {
  const [images, labels] = await Promise.all([
    readFile(join(folder, 'images.bin')),
    readFile(join(folder, 'labels.bin')),
  ])
  if (labels.length === 0 || images.length % labels.length !== 0) {
    throw new Error(
      `The hidden split in ${folder} is damaged: ${images.length} bytes for ${labels.length} labels`,
    )
  }
  return { images, labels }
}

/** What the server scores models on. Read once a process; throws when `scripts/datasets.ts` has not run. */
export function hiddenSplit(dataset: string): Promise<HiddenSplit> {
  if (!isDataset(dataset)) throw new Error(`There is no data set named ${dataset}`)
  const known = kept.get(dataset)
  if (known) return known
  const loading = read(join(/* turbopackIgnore: true */ process.cwd(), 'dist', 'hidden', dataset))
  kept.set(dataset, loading)
  // A failure is not remembered: preparing the files mends it without a restart.
  loading.catch(() => kept.delete(dataset))
  return loading
}
