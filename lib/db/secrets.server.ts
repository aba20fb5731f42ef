import 'server-only'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Secrets = z.object({ databasePassword: z.string().min(20), authSecret: z.string().min(32) })
export type Secrets = z.infer<typeof Secrets>

/**
 * The secrets of a data folder: what opens its database and what signs sessions, and nothing that could not be made anew
 * (`kept-secret.server.ts` has the rest). Made once and readable by its owner alone. `areNew` when they were made just now: an
 * existing database must then be told its new password. The caller holds the folder's lock.
 */
export function readSecrets(data: string): Secrets & { areNew: boolean } {
  const file = path.join(data, 'secrets.json')
  if (fs.existsSync(file)) {
    const parsed = Secrets.safeParse(readJson(file))
    if (parsed.success) return { ...parsed.data, areNew: false }
    throw new Error(
      `${file} is damaged. Delete it and start again: new secrets are made, and everybody signs in anew. ` +
        'Nothing else depends on them: what must not be lost lies in the database.',
    )
  }
  const made: Secrets = { databasePassword: random(), authSecret: random() }
  writeSecrets(data, made)
  return { ...made, areNew: true }
}

/** Lays secrets down in a data folder, whole or not at all. */
export function writeSecrets(data: string, secrets: Secrets): void {
  const file = path.join(data, 'secrets.json')
  const draft = `${file}.new`
  fs.rmSync(draft, { force: true })
  const descriptor = fs.openSync(draft, 'wx', 0o600)
  fs.writeSync(descriptor, `${JSON.stringify(secrets, null, 2)}\n`)
  fs.fsyncSync(descriptor)
  fs.closeSync(descriptor)
  fs.renameSync(draft, file)
}

const random = (): string => randomBytes(32).toString('base64url')

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
