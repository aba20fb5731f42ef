/** Data sets by name. The host holds the files; the worker keeps their bytes for the next cell. */
import * as tf from '../tf'
import type { Words } from '../words/words'
import type { Datasets, ImageSplit, Take } from './api'

export type Files = Record<string, ArrayBuffer>
/** Asks the host; rejects with the reason when it denies. */
export type Need = (dataset: string) => Promise<Files>

class WrongFiles extends Error {}

function bytesOf(files: Files, name: string): Uint8Array {
  const buffer = files[name]
  if (!(buffer instanceof ArrayBuffer)) throw new WrongFiles(name)
  return new Uint8Array(buffer)
}

/** The first `take` pictures of `height` × `width` bytes, as float32. */
function imageSplit(
  files: Files,
  split: string,
  height: number,
  width: number,
  take: number | undefined,
): ImageSplit {
  const pixels = bytesOf(files, `${split}-images`)
  const labels = bytesOf(files, `${split}-labels`)
  if (labels.length === 0 || pixels.length !== labels.length * height * width) throw new WrongFiles(split)
  const count = Math.min(take ?? labels.length, labels.length)
  return {
    images: tf.tensor3d(Float32Array.from(pixels.subarray(0, count * height * width)), [
      count,
      height,
      width,
    ]),
    labels: tf.tensor1d(Int32Array.from(labels.subarray(0, count)), 'int32'),
  }
}

/** One entry a set: how its files become tensors. */
const READERS = {
  mnist: (files: Files, take: Take) => ({
    train: imageSplit(files, 'train', 28, 28, take.train),
    test: imageSplit(files, 'test', 28, 28, take.test),
  }),
} satisfies { [Name in keyof Datasets]: (files: Files, take: Take) => Awaited<ReturnType<Datasets[Name]>> }

export function createDatasets(need: Need, words: Words): Datasets {
  const kept = new Map<string, Promise<Files>>()
  const filesOf = (name: string) => {
    const known = kept.get(name)
    if (known) return known
    const asked = need(name)
    kept.set(name, asked)
    // A refusal is not kept: the next try may reach the network.
    asked.catch(() => kept.delete(name))
    return asked
  }
  const reader =
    <Name extends keyof Datasets>(name: Name) =>
    async (take: Take = {}) => {
      for (const count of [take.train, take.test]) {
        if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
          throw new TypeError(
            words.wrongArgument(`datasets.${name}({ train, test })`, ' { train: 1000, test: 200 }'),
          )
        }
      }
      const files = await filesOf(name).catch((error: unknown) => {
        throw new Error(words.noDataset(name, error instanceof Error ? error.message : String(error)))
      })
      try {
        return READERS[name](files, take)
      } catch (error) {
        if (error instanceof WrongFiles) throw new Error(words.wrongFiles(name), { cause: error })
        throw error
      }
    }
  return { mnist: reader('mnist') }
}
