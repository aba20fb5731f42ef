import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatasetManifest } from '../runtime/dataset-manifest'

let kept: { changed: number; manifest: DatasetManifest } | undefined

/** Where the served splits lie, as `scripts/datasets.ts` wrote it; read again after a change. Throws when it never ran. */
export function datasetManifest(root = process.cwd()): DatasetManifest {
  const file = join(/* turbopackIgnore: true */ root, 'dist', 'datasets.json')
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (changed === undefined) {
    throw new Error('dist/datasets.json is missing: run `node scripts/run.mjs scripts/datasets.ts`')
  }
  if (kept?.changed !== changed) {
    kept = { changed, manifest: DatasetManifest.parse(JSON.parse(readFileSync(file, 'utf8'))) }
  }
  return kept.manifest
}
