/**
 * Makes the data sets that lessons use: served splits under `public/data/<name>/<hash>/`, hidden splits under
 * `dist/hidden/<name>/` (never served), and `dist/datasets.json`, which says where everything is. The large ones are
 * made only when they are named: `npm run data -- cifar10`, or `npm run data -- --all`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { DatasetCard } from '../lib/datasets/card'
import { readCard } from '../lib/datasets/read-card.server'
import { bytesOf, type Prepared } from '../lib/datasets/recipe'
import { DATASETS, type DatasetName, isDataset, recipeOf } from '../lib/datasets/recipes'
import type { DatasetManifest } from '../lib/runtime/dataset-manifest'
import { openSource, type SourcePlaces } from './dataset-sources'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const compress = promisify(gzip)

export type Places = SourcePlaces & { public: string; dist: string }
const PLACES: Places = {
  public: join(ROOT, 'public', 'data'),
  dist: join(ROOT, 'dist'),
  packages: join(ROOT, 'node_modules'),
  fetched: join(process.env['ZHUCAI_DATA'] ?? join(ROOT, '.data'), 'sources'),
}

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Names the outcome before it is made: the sources' checksums and the recipe decide it. */
function hashOf(card: DatasetCard): string {
  const { revision } = recipeOf(card.id as DatasetName)
  const sums = card.files.map(({ path, sha256: sum }) => {
    const own = join(ROOT, 'content', 'datasets', card.id, path)
    return sum ?? (existsSync(own) ? sha256(readFileSync(own)) : '')
  })
  return sha256(JSON.stringify([revision, sums])).slice(0, 16)
}

/** Writes a folder under a temporary name and moves it into place in one step. */
function placeFolder(target: string, files: Record<string, Uint8Array | string>): void {
  const draft = `${target}.draft-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(draft, name)), { recursive: true })
    writeFileSync(join(draft, name), bytes)
  }
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
}

/** Removes what earlier recipes and interrupted runs left beside the current folder. */
function tidy(folder: string, keep: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry !== keep) rmSync(join(folder, entry), { recursive: true, force: true })
  }
}

function compareCounts(card: DatasetCard, counts: Prepared['counts']): void {
  const said = Object.fromEntries(card.splits.map(({ name, count }) => [name, count]))
  const names = [...new Set([...Object.keys(said), ...Object.keys(counts)])]
  for (const name of names) {
    if (said[name] === counts[name]) continue
    throw new Error(
      `content/datasets/${card.id}/dataset.yaml: the split ${name} has ${counts[name] ?? 'no'} examples, ` +
        `the card says ${said[name] ?? 'nothing'}. Correct the card.`,
    )
  }
}

const hiddenFiles = (name: DatasetName): string[] => {
  const { hidden } = recipeOf(name)
  return hidden ? [`examples.${hidden}.bin`, 'labels.bin'] : []
}

async function make(card: DatasetCard, hash: string, places: Places): Promise<DatasetManifest[string]> {
  const name = card.id as DatasetName
  const source = openSource(card, places)
  const { served, hidden, counts } = recipeOf(name).prepare(source.read)
  compareCounts(card, counts)
  const entry: DatasetManifest[string] = { files: {} }
  const packed: Record<string, Uint8Array> = {}
  for (const [file, bytes] of Object.entries(served)) {
    packed[`${file}.bin.gz`] = await compress(bytes, { level: 6 })
    const url = `/data/${name}/${hash}/${file}.bin.gz`
    entry.files[file] = { url, bytes: bytes.length, sha256: sha256(bytes) }
  }
  if (hidden) {
    const [examples = '', labels = ''] = hiddenFiles(name)
    placeFolder(join(places.dist, 'hidden', name), {
      [examples]: bytesOf(hidden.examples),
      [labels]: hidden.labels,
    })
  }
  placeFolder(join(places.public, name, hash), packed)
  tidy(join(places.public, name), hash)
  source.clear()
  return entry
}

function readManifest(file: string): DatasetManifest {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DatasetManifest
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function isCurrent(
  entry: DatasetManifest[string] | undefined,
  name: DatasetName,
  hash: string,
  places: Places,
) {
  if (!entry) return false
  const files = Object.values(entry.files)
  const here = (url: string) => existsSync(join(places.public, url.replace(/^\/data\//, '')))
  const hidden = hiddenFiles(name).every((file) => existsSync(join(places.dist, 'hidden', name, file)))
  return hidden && files.length > 0 && files.every(({ url }) => url.includes(`/${hash}/`) && here(url))
}

/** What every installation has; the others are fetched when they are named. */
const shipped = () => DATASETS.filter((name) => readCard(name, ROOT).source.large !== true)

/** Makes what is missing or outdated; returns the names that were made. Interrupted, it is simply run again. */
export async function prepareDatasets(
  names: readonly string[] = shipped(),
  places: Places = PLACES,
): Promise<string[]> {
  const file = join(places.dist, 'datasets.json')
  const made: string[] = []
  for (const name of names) {
    if (!isDataset(name)) throw new Error(`There is no data set named ${name}; known: ${DATASETS.join(', ')}`)
    const card = readCard(name, ROOT)
    const hash = hashOf(card)
    if (isCurrent(readManifest(file)[name], name, hash, places)) continue
    console.log(`· Data set ${name}: unpacking`)
    const entry = await make(card, hash, places)
    mkdirSync(places.dist, { recursive: true })
    const draft = `${file}.draft-${process.pid}`
    // Read again: making takes seconds, and another process may have made another set.
    writeFileSync(draft, `${JSON.stringify({ ...readManifest(file), [name]: entry }, null, 2)}\n`)
    renameSync(draft, file)
    made.push(name)
  }
  return made
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2).filter((word) => word !== '--')
  const names = words.includes('--all') ? DATASETS : words
  const made = await prepareDatasets(names.length > 0 ? names : undefined)
  console.log(made.length > 0 ? `· Data sets made: ${made.join(', ')}` : '· Data sets are up to date')
}
