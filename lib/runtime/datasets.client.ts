'use client'
/**
 * Data sets for the kernel: gzip files of our own origin, decompressed, checked against their SHA-256, and kept for the
 * page's life, so that a restarted kernel need not load them again. Callers get copies, because the frame takes what it
 * is given.
 */
import type { DatasetFile, DatasetManifest } from './dataset-manifest'

/** Decompressed bytes so far, and of all files asked for. */
export type OnProgress = (loaded: number, total: number) => void

export class DatasetError extends Error {
  constructor(
    readonly kind: 'unknown' | 'network' | 'damaged',
    dataset: string,
  ) {
    super(`${dataset}: ${kind}`)
  }
}

const kept = new Map<string, Promise<Record<string, ArrayBuffer>>>()

export async function loadDataset(
  manifest: DatasetManifest,
  name: string,
  onProgress: OnProgress = () => {},
): Promise<Record<string, ArrayBuffer>> {
  const loading = kept.get(name) ?? load(manifest, name, onProgress)
  kept.set(name, loading)
  loading.catch(() => kept.delete(name))
  const files = await loading
  return Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, bytes.slice(0)]))
}

async function load(manifest: DatasetManifest, name: string, onProgress: OnProgress) {
  const files = filesOf(manifest, name)
  if (files.length === 0) throw new DatasetError('unknown', name)
  const total = files.reduce((sum, [, file]) => sum + file.bytes, 0)
  let loaded = 0
  const read = async ([key, file]: [string, DatasetFile]) => {
    const bytes = await loadFile(file, name, (more) => onProgress((loaded += more), total))
    return [key, bytes] as const
  }
  return Object.fromEntries(await Promise.all(files.map(read)))
}

/** Files of a set, or of a part of it: of `cifar10/test` those whose name begins with `test/`, without that beginning. */
function filesOf(manifest: DatasetManifest, name: string): [string, DatasetFile][] {
  const [set = '', part] = name.split('/')
  const known = Object.hasOwn(manifest, set) ? Object.entries(manifest[set]!.files) : []
  if (part === undefined) return known
  return known.flatMap(([file, address]): [string, DatasetFile][] =>
    file.startsWith(`${part}/`) ? [[file.slice(part.length + 1), address]] : [],
  )
}

async function loadFile(
  file: DatasetFile,
  name: string,
  onBytes: (count: number) => void,
): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(file.bytes)
  let at = 0
  try {
    const response = await fetch(file.url)
    if (!response.ok || !response.body) throw new DatasetError('network', name)
    const reader = response.body.pipeThrough(new DecompressionStream('gzip')).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > bytes.length) throw new DatasetError('damaged', name)
      bytes.set(part.value, at)
      at += part.value.length
      onBytes(part.value.length)
    }
  } catch (error) {
    if (error instanceof DatasetError) throw error
    throw new DatasetError('network', name)
  }
  const digest = await sha256(bytes)
  if (at !== bytes.length || (digest !== undefined && digest !== file.sha256))
    throw new DatasetError('damaged', name)
  return bytes.buffer
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  // Only secure contexts have it; over plain HTTP in an intranet the size and gzip's own checksum must do.
  const digest = await crypto.subtle?.digest('SHA-256', bytes)
  return digest
    ? [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : undefined
}
