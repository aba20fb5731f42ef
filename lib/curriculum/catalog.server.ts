/**
 * The curriculum of this installation. `readCatalog` takes what is sound and goes on: a file that is refused is left
 * out, so that a slip in one track does not close the site. `checkCatalog` says everything that is wrong.
 */
import 'server-only'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { inOrder, type Refusal } from '../content/refusals'
import type { Catalog } from './catalog'
import { type CatalogFiles, catalogPaths, readCatalogFiles } from './catalog-files.server'
import { compareCatalog } from './compare-catalog.server'
import { moduleBy } from './catalog'
import { unnamed } from './words'

const byPosition = <T extends { id: string; position: number }>(items: T[]): T[] =>
  items.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))

function catalogOf({ stages, tracks, ladders }: CatalogFiles): Catalog {
  return {
    stages: stages.map(({ id, file, modules }) => {
      const named = { title: unnamed(id), summary: unnamed(''), ...file?.value }
      const unknown = { id, ...named, modules: [] }
      return {
        id,
        ...named,
        modules: modules.map((one) => ({ ...moduleBy(unknown, one.id), ...one.file?.value })),
      }
    }),
    tracks: byPosition(tracks.map(({ id, file }) => ({ ...file.value, id }))),
    ladders: byPosition(ladders.map(({ id, file }) => ({ ...file.value, id }))),
  }
}

/** @param root the folder that holds `content/` */
export const readCatalog = (root: string): Catalog => catalogOf(readCatalogFiles(root))

/** Everything wrong in the catalog's files, with file and line. @param root the folder that holds `content/` */
export function checkCatalog(root: string = process.cwd()): Refusal[] {
  const files = readCatalogFiles(root)
  return inOrder([...files.refusals, ...compareCatalog(files)])
}

let kept: { stamp: string; catalog: Catalog } | undefined

/** This installation's curriculum. Reads again when a file has changed: some sixty `stat` calls tell. */
export function catalog(): Catalog {
  const root = join(/* turbopackIgnore: true */ process.cwd())
  const stamp = catalogPaths(root).map(modified).join()
  if (kept?.stamp !== stamp) kept = { stamp, catalog: readCatalog(root) }
  return kept.catalog
}

const modified = (path: string): string =>
  `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 'none'}`
