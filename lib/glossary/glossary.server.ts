/** The glossary of this installation. */
import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Glossary, type Term } from './glossary'

const PATH = join(/* turbopackIgnore: true */ process.cwd(), 'content', 'glossary.yaml')
let kept: { modified: number; terms: Term[] } | undefined

/** @throws ZodError naming the entry that is wrong */
export function glossary(): Term[] {
  const modified = statSync(PATH).mtimeMs
  if (kept?.modified !== modified) {
    kept = { modified, terms: Glossary.parse(parse(readFileSync(PATH, 'utf8'))) }
  }
  return kept.terms
}
