import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type KernelAddress, KernelManifest } from './manifest'

let kept: { changed: number; manifest: KernelManifest } | undefined

/** The kernel that `scripts/build-kernel.ts` built; read again when it has been rebuilt. Throws when it never was. */
export function kernelManifest(root = process.cwd()): KernelManifest {
  const file = join(root, 'dist', 'kernel.json')
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (changed === undefined) {
    throw new Error('dist/kernel.json is missing: run `node scripts/run.mjs scripts/build-kernel.ts`')
  }
  if (kept?.changed !== changed) {
    kept = { changed, manifest: KernelManifest.parse(JSON.parse(readFileSync(file, 'utf8'))) }
  }
  return kept.manifest
}

/** The part that a page hands to the browser. */
export function kernelAddress(root?: string): KernelAddress {
  const { frame, ...rest } = kernelManifest(root)
  return { ...rest, frame: { url: frame.url } }
}
