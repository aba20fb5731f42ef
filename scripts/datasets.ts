/**
 * Makes the data sets that lessons use: served splits under `public/data/<name>/<hash>/`, hidden splits under
 * `dist/hidden/<name>/` (never served), and `dist/datasets.json`, which says where everything is.
 * Run alone: `node --conditions=react-server --import tsx scripts/datasets.ts [name …]`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { DatasetCard } from '../lib/datasets/card'
import { readCard } from '../lib/datasets/read-card.server'
import { DATASETS, type DatasetName, isDataset, RECIPES } from '../lib/datasets/recipes'
import type { DatasetManifest } from '../lib/runtime/dataset-manifest'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const compress = promisify(gzip)

export type Places = { public: string; dist: string; packages: string }
const PLACES: Places = {
  public: join(ROOT, 'public', 'data'),
  dist: join(ROOT, 'dist'),
  packages: join(ROOT, 'node_modules'),
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Names the outcome before it is made: the sources' checksums and the recipe decide it. */
function hashOf(card: DatasetCard): string {
  const recipe = RECIPES[card.id as DatasetName].revision
  return sha256(Buffer.from(JSON.stringify([recipe, card.files.map((file) => file.sha256)]))).slice(0, 16)
}

function readSource(card: DatasetCard, packages: string) {
  return (path: string): Uint8Array => {
    const listed = card.files.find((file) => file.path === path)
    if (!listed) throw new Error(`${card.id}: ${path} is not listed in the data card`)
    const file = join(packages, card.source.package, path)
    if (!existsSync(file)) {
      throw new Error(`${card.id}: ${file} is missing. Delete node_modules/.installed-from and start again.`)
    }
    const bytes = readFileSync(file)
    if (bytes.length !== listed.bytes || sha256(bytes) !== listed.sha256) {
      throw new Error(
        `${card.id}: ${file} is not the file that the data card describes (${bytes.length} bytes). ` +
          `Reinstall ${card.source.package}@${card.source.version}.`,
      )
    }
    return bytes
  }
}

/** Writes a folder under a temporary name and moves it into place in one step. */
function placeFolder(target: string, files: Record<string, Uint8Array | string>): void {
  const draft = `${target}.draft-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(draft, name), bytes)
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
}

/** Removes what earlier recipes and interrupted runs left beside the current folder. */
function tidy(folder: string, keep: string): void {
  for (const entry of readdirSync(folder)) {
    if (entry !== keep) rmSync(join(folder, entry), { recursive: true, force: true })
  }
}

async function make(card: DatasetCard, hash: string, places: Places): Promise<DatasetManifest[string]> {
  const { served, hidden } = RECIPES[card.id as DatasetName].prepare(readSource(card, places.packages))
  const entry: DatasetManifest[string] = { files: {} }
  const packed: Record<string, Uint8Array> = {}
  for (const [name, bytes] of Object.entries(served)) {
    packed[`${name}.bin.gz`] = await compress(bytes, { level: 6 })
    entry.files[name] = {
      url: `/data/${card.id}/${hash}/${name}.bin.gz`,
      bytes: bytes.length,
      sha256: sha256(bytes),
    }
  }
  const secret = Object.entries(hidden).map(([name, bytes]) => [`${name}.bin`, bytes] as const)
  placeFolder(join(places.dist, 'hidden', card.id), Object.fromEntries(secret))
  placeFolder(join(places.public, card.id, hash), packed)
  tidy(join(places.public, card.id), hash)
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

function isCurrent(entry: DatasetManifest[string] | undefined, name: string, hash: string, places: Places) {
  if (!entry) return false
  const files = Object.values(entry.files)
  const here = (url: string) => existsSync(join(places.public, url.replace(/^\/data\//, '')))
  const hidden = ['images.bin', 'labels.bin'].every((file) =>
    existsSync(join(places.dist, 'hidden', name, file)),
  )
  return hidden && files.length > 0 && files.every(({ url }) => url.includes(`/${hash}/`) && here(url))
}

/** Makes what is missing or outdated; returns the names that were made. Interrupted, it is simply run again. */
export async function prepareDatasets(
  names: readonly string[] = DATASETS,
  places: Places = PLACES,
): Promise<string[]> {
  const file = join(places.dist, 'datasets.json')
  const manifest = readManifest(file)
  const made: string[] = []
  for (const name of names) {
    if (!isDataset(name)) throw new Error(`There is no data set named ${name}; known: ${DATASETS.join(', ')}`)
    const card = readCard(name, ROOT)
    const hash = hashOf(card)
    if (isCurrent(manifest[name], name, hash, places)) continue
    console.log(`· Data set ${name}: unpacking`)
    manifest[name] = await make(card, hash, places)
    mkdirSync(places.dist, { recursive: true })
    const draft = `${file}.draft-${process.pid}`
    writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`)
    renameSync(draft, file)
    made.push(name)
  }
  return made
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2)
  const made = await prepareDatasets(names.length > 0 ? names : undefined)
  console.log(made.length > 0 ? `· Data sets made: ${made.join(', ')}` : '· Data sets are up to date')
}
