/**
 * Challenges as `scripts/build-challenges` bundled them. A rebuild is noticed by the file's
 * time; the hash of its text travels with each issued challenge, so that answers are judged by what asked for them.
 */
import 'server-only'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { Script } from 'node:vm'
import type { ChallengeSpec } from './challenge'

export type Challenges = {
  /** Of the whole bundle, 16 hexadecimal digits. */
  hash: string
  /** Undefined where the lesson has no such challenge. */
  find(lesson: string, check: string): ChallengeSpec | undefined
}

/** @param file the bundle, an expression that yields `<lesson>/<check>` → challenge */
export function challengeShelf(file: string): () => Challenges {
  let held: (Challenges & { modified: number }) | undefined
  return () => {
    const modified = statSync(file).mtimeMs
    if (held?.modified === modified) return held
    const text = readFileSync(file, 'utf8')
    // Ours, reviewed like the rest of the server: a script rather than an import, so that a rebuild can be taken in.
    const all = new Script(text, { filename: file }).runInThisContext() as Record<string, ChallengeSpec>
    held = {
      modified,
      hash: createHash('sha256').update(text).digest('hex').slice(0, 16),
      find: (lesson, check) =>
        Object.hasOwn(all, `${lesson}/${check}`) ? all[`${lesson}/${check}`] : undefined,
    }
    return held
  }
}
