import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DTYPES, type Dtype, type Examples } from './recipe'
import { isDataset, recipeOf } from './recipes'

export type HiddenSplit = {
  /** One example after another: uint8 pixels, or numbers and ids as a model reads them. */
  images: Examples
  /** The class of each example. */
  labels: Uint8Array
}

const kept = new Map<string, Promise<HiddenSplit>>()

async function read(folder: string, dtype: Dtype): Promise<HiddenSplit> {
  const [bytes, labels] = await Promise.all([
    readFile(join(folder, `examples.${dtype}.bin`)),
    readFile(join(folder, 'labels.bin')),
  ])
  const values = DTYPES[dtype]
  if (labels.length === 0 || bytes.length % (labels.length * values.BYTES_PER_ELEMENT) !== 0) {
    throw new Error(
      `The hidden split in ${folder} is damaged: ${bytes.length} bytes for ${labels.length} labels`,
    )
  }
  // A copy begins at an address that every number may have.
  const images = new values(new Uint8Array(bytes).buffer)
  return { images, labels: new Uint8Array(labels) }
}

/** What the server scores models on. Read once a process; throws when `scripts/datasets.ts` has not run. */
export function hiddenSplit(dataset: string): Promise<HiddenSplit> {
  if (!isDataset(dataset)) throw new Error(`There is no data set named ${dataset}`)
  const { hidden } = recipeOf(dataset)
  if (!hidden) throw new Error(`The data set ${dataset} has nothing hidden to score on`)
  const known = kept.get(dataset)
  if (known) return known
  const loading = read(join(/* turbopackIgnore: true */ process.cwd(), 'dist', 'hidden', dataset), hidden)
  kept.set(dataset, loading)
  // A failure is not remembered: preparing the files mends it without a restart.
  loading.catch(() => kept.delete(dataset))
  return loading
}
