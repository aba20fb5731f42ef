import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { DatasetCard } from './card'
import type { DatasetName } from './recipes'

/** Reads and validates a data card; the error names the file and every field that is wrong. */
export function readCard(name: DatasetName, root = process.cwd()): DatasetCard {
  const file = join(/* turbopackIgnore: true */ root, 'content', 'datasets', name, 'dataset.yaml')
  const parsed = DatasetCard.safeParse(
    parse(readFileSync(file, 'utf8'), { schema: 'core', maxAliasCount: 0 }),
  )
  if (!parsed.success) throw new Error(`${file}\n${z.prettifyError(parsed.error)}`)
  if (parsed.data.id !== name)
    throw new Error(`${file}: id is "${parsed.data.id}", the folder says "${name}"`)
  return parsed.data
}
