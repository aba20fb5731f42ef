'use client'
/** The kernel's files, fetched once a page and kept for the next start. Their addresses carry a content hash. */
import type { KernelAddress } from './manifest'

const texts = new Map<string, Promise<string>>()
const buffers = new Map<string, Promise<ArrayBuffer>>()

/** A failed fetch is forgotten, so that the next start tries again. */
function once<T>(
  kept: Map<string, Promise<T>>,
  url: string,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const known = kept.get(url)
  if (known) return known
  const loading = (async () => {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return read(response)
  })()
  kept.set(url, loading)
  loading.catch(() => kept.delete(url))
  return loading
}

export const runtimeText = (url: string) => once(texts, url, (response) => response.text())

/** Copies: the frame takes what it is given. */
export async function takeAssets(assets: KernelAddress['assets']): Promise<Record<string, ArrayBuffer>> {
  const entries = Object.entries(assets).map(async ([name, { url }]) => {
    const bytes = await once(buffers, url, (response) => response.arrayBuffer())
    return [name, bytes.slice(0)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
