/**
 * Challenges as `scripts/build-challenges` bundled them. A rebuild is noticed by the file's time; the hash of a
 * challenge's own text travels with what it asked, so that answers are judged by what asked for them, and a challenge
 * that was edited spoils no other's.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { Script } from 'node:vm'
import { z } from 'zod'
import type { ChallengeSpec } from './challenge'

export type Shelved = {
  spec: ChallengeSpec
  /** Of its code and all that this imports, 16 hexadecimal digits. */
  hash: string
}
export type Challenges = {
  /** Undefined where the lesson has no such challenge. */
  find(lesson: string, check: string): Shelved | undefined
}

/** Code by `<lesson>/<check>`: an expression that yields the challenge. */
export const ChallengeCodes = z.record(z.string(), z.string())
export type ChallengeCodes = z.infer<typeof ChallengeCodes>

/** @param file the codes as JSON */
export function challengeShelf(file: string): () => Challenges {
  let held: (Challenges & { modified: number }) | undefined
  /** By hash: a challenge that a rebuild left alone is not loaded again. */
  let loaded = new Map<string, Shelved>()
  return () => {
    const modified = statSync(file).mtimeMs
    if (held?.modified === modified) return held
    const codes = ChallengeCodes.parse(JSON.parse(readFileSync(file, 'utf8')))
    const before = loaded
    loaded = new Map()
    const find = (lesson: string, check: string): Shelved | undefined => {
      const key = `${lesson}/${check}`
      if (!Object.hasOwn(codes, key)) return undefined
      const hash = createHash('sha256').update(codes[key]!).digest('hex').slice(0, 16)
      const known = loaded.get(hash) ?? before.get(hash)
      const shelved = known ?? { hash, spec: load(codes[key]!, `${file}#${key}`) }
      loaded.set(hash, shelved)
      return shelved
    }
    held = { modified, find }
    return held
  }
}

/** Ours, reviewed like the rest of the server: a script rather than an import, so that a rebuild can be taken in. */
const load = (code: string, name: string): ChallengeSpec =>
  new Script(code, { filename: name }).runInThisContext() as ChallengeSpec
