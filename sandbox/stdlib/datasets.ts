/** Data sets by name. The host holds the files; the worker keeps the small ones for the next cell. */
import * as tf from '../tf'
import type { Words } from '../words/words'
import type { Datasets, ImageSplit, PointSplit, Sentence, Sentiment, Take } from './datasets-api'

export type Files = Record<string, ArrayBuffer>
/** Asks the host for a set, or for a part of one (`cifar10/test`); rejects with the reason when it denies. */
export type Need = (dataset: string) => Promise<Files>

/** The words are for a sentence that says which set is incomplete. */
class WrongFiles extends Error {}

function bytesOf(files: Files, name: string): Uint8Array {
  const buffer = files[name]
  if (!(buffer instanceof ArrayBuffer)) throw new WrongFiles(name)
  return new Uint8Array(buffer)
}

function jsonOf(files: Files, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(bytesOf(files, name)))
}

const labelsOf = (labels: Uint8Array, count: number) =>
  tf.tensor1d(new Int32Array(labels.subarray(0, count)), 'int32')

/** The first `take` grey pictures of 28 × 28 bytes, as float32. */
function greySplit(files: Files, split: string, take: number | undefined): ImageSplit {
  const pixels = bytesOf(files, `${split}-images`)
  const labels = bytesOf(files, `${split}-labels`)
  if (labels.length === 0 || pixels.length !== labels.length * 784) throw new WrongFiles(split)
  const count = Math.min(take ?? labels.length, labels.length)
  const images = tf.tensor3d(new Float32Array(pixels.subarray(0, count * 784)), [count, 28, 28])
  return { images, labels: labelsOf(labels, count) }
}

const SQUARE = 32 * 32 * 3
const PART = 10_000

/** Parts one after another until there are enough; each part is let go as soon as it is copied. */
async function colourSplit(parts: string[], take: number, need: Need): Promise<ImageSplit<tf.Tensor4D>> {
  const pixels = new Float32Array(take * SQUARE)
  const labels = new Int32Array(take)
  let count = 0
  for (const part of parts) {
    if (count === take) break
    const files = await need(`cifar10/${part}`)
    const [images, classes] = [bytesOf(files, 'images'), bytesOf(files, 'labels')]
    if (classes.length === 0 || images.length !== classes.length * SQUARE) throw new WrongFiles(part)
    const some = Math.min(take - count, classes.length)
    pixels.set(images.subarray(0, some * SQUARE), count * SQUARE)
    labels.set(classes.subarray(0, some), count)
    count += some
  }
  return {
    images: tf.tensor4d(pixels.subarray(0, count * SQUARE), [count, 32, 32, 3]),
    labels: tf.tensor1d(labels.subarray(0, count), 'int32'),
  }
}

function pointSplit(files: Files, split: string): PointSplit {
  const points = bytesOf(files, `${split}-points`)
  const labels = bytesOf(files, `${split}-labels`)
  if (labels.length === 0 || points.length !== labels.length * 8) throw new WrongFiles(split)
  return {
    points: tf.tensor2d(new Float32Array(points.slice().buffer), [labels.length, 2]),
    labels: labelsOf(labels, labels.length),
  }
}

function readTable<Row>(files: Files): { columns: string[]; rows: Row[] } {
  const { columns, rows } = jsonOf(files, 'table') as { columns: string[]; rows: unknown[][] }
  const named = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))
  return { columns, rows: named as Row[] }
}

const LENGTH = 24

function readSentiment(files: Files): Sentiment {
  const { train, test, vocabulary } = jsonOf(files, 'sentences') as Omit<Sentiment, 'encode'>
  const ids = new Map(vocabulary.map((letter, id) => [letter, id]))
  const copy = (sentences: Sentence[]) => sentences.map((sentence) => ({ ...sentence }))
  return {
    train: copy(train),
    test: copy(test),
    vocabulary,
    encode(text) {
      const known = [...String(text)].slice(0, LENGTH).map((letter) => ids.get(letter) ?? 1)
      return [...known, ...Array.from({ length: LENGTH - known.length }, () => 0)]
    },
  }
}

/** One entry a set: how its files become what a cell gets. `need` asks for other parts than the set as a whole. */
const READERS = {
  mnist: async (need, take) => {
    const files = await need('mnist')
    return { train: greySplit(files, 'train', take.train), test: greySplit(files, 'test', take.test) }
  },
  fashion: async (need, take) => {
    const files = await need('fashion')
    return { train: greySplit(files, 'train', take.train), test: greySplit(files, 'test', take.test) }
  },
  cifar10: async (need, take) => {
    const parts = [1, 2, 3, 4, 5].map((part) => `train-${part}`)
    return {
      train: await colourSplit(parts, Math.min(take.train ?? 5 * PART, 5 * PART), need),
      test: await colourSplit(['test'], Math.min(take.test ?? 8000, 8000), need),
    }
  },
  moons: async (need) => {
    const files = await need('moons')
    return { train: pointSplit(files, 'train'), test: pointSplit(files, 'test') }
  },
  housing: async (need) => readTable(await need('housing')),
  penguins: async (need) => readTable(await need('penguins')),
  sentiment: async (need) => readSentiment(await need('sentiment')),
  poems: async (need) => jsonOf(await need('poems'), 'poems') as Awaited<ReturnType<Datasets['poems']>>,
} satisfies { [Name in keyof Datasets]: (need: Need, take: Take) => ReturnType<Datasets[Name]> }

const NAMES = Object.keys(READERS) as (keyof Datasets)[]

export function createDatasets(need: Need, words: Words): Datasets {
  const kept = new Map<string, Promise<Files>>()
  const ask: Need = async (name) => {
    const known = kept.get(name)
    if (known) return known
    const asked = need(name)
    // A part is large, and the host keeps it; a refusal is not kept either: the next try may reach the network.
    if (!name.includes('/')) {
      kept.set(name, asked)
      asked.catch(() => kept.delete(name))
    }
    return asked.catch((error: unknown) => {
      throw new Error(words.noDataset(name, error instanceof Error ? error.message : String(error)))
    })
  }
  const reader =
    (name: keyof Datasets) =>
    async (take: Take = {}) => {
      for (const count of [take.train, take.test]) {
        if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
          throw new TypeError(
            words.wrongArgument(`datasets.${name}({ train, test })`, ' { train: 1000, test: 200 }'),
          )
        }
      }
      try {
        return await READERS[name](ask, take)
      } catch (error) {
        if (error instanceof WrongFiles || error instanceof SyntaxError)
          throw new Error(words.wrongFiles(name), { cause: error })
        throw error
      }
    }
  return Object.fromEntries(NAMES.map((name) => [name, reader(name)])) as unknown as Datasets
}
