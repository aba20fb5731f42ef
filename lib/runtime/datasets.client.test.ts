import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadDataset } from './datasets.client'

const content = Buffer.from('three thousand bytes '.repeat(150))
const file = (over: object = {}) => ({
  url: '/data/a.bin.gz',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  ...over,
})
let requests: string[] = []
let body: () => Response = () => new Response(gzipSync(content))

beforeEach(() => {
  requests = []
  body = () => new Response(gzipSync(content))
  vi.stubGlobal('fetch', async (url: string) => {
    requests.push(url)
    return body()
  })
})
afterEach(() => vi.unstubAllGlobals())

test('files come decompressed, checked, once, and as copies', async () => {
  const manifest = { whole: { files: { a: file(), b: file({ url: '/data/b.bin.gz' }) } } }
  const seen: [number, number][] = []
  const first = await loadDataset(manifest, 'whole', (loaded, total) => seen.push([loaded, total]))
  expect(Buffer.from(first['a']!).equals(content)).toBe(true)
  expect(seen.at(-1)).toEqual([2 * content.length, 2 * content.length])
  structuredClone(first['a'], { transfer: [first['a']!] })
  const second = await loadDataset(manifest, 'whole')
  expect(second['a']!.byteLength).toBe(content.length)
  expect(requests).toEqual(['/data/a.bin.gz', '/data/b.bin.gz'])
})

test('a part of a set is loaded alone, under its own names', async () => {
  const files = {
    'one/a': file({ url: '/data/1.gz' }),
    'one/b': file({ url: '/data/2.gz' }),
    'two/a': file(),
  }
  const part = await loadDataset({ parted: { files } }, 'parted/one')
  expect(Object.keys(part)).toEqual(['a', 'b'])
  expect(requests).toEqual(['/data/1.gz', '/data/2.gz'])
  await expect(loadDataset({ parted: { files } }, 'parted/three')).rejects.toMatchObject({ kind: 'unknown' })
})

test('a set that is not listed is unknown', async () => {
  await expect(loadDataset({}, 'toString')).rejects.toMatchObject({ kind: 'unknown' })
})

const failures: [string, 'network' | 'damaged', () => Response, object][] = [
  ['an error of the server', 'network', () => new Response('', { status: 503 }), {}],
  ['something that is no gzip', 'network', () => new Response('plain'), {}],
  ['a file cut short', 'network', () => new Response(gzipSync(content).subarray(0, 40)), {}],
  ['more bytes than stated', 'damaged', () => new Response(gzipSync(content)), { bytes: 10 }],
  ['fewer bytes than stated', 'damaged', () => new Response(gzipSync(content)), { bytes: 10_000 }],
  ['other bytes', 'damaged', () => new Response(gzipSync(content)), { sha256: '0'.repeat(64) }],
]
test.each(failures)('%s is told, and the next try starts afresh', async (name, kind, answer, over) => {
  body = answer
  await expect(loadDataset({ [name]: { files: { a: file(over) } } }, name)).rejects.toMatchObject({ kind })
  body = () => new Response(gzipSync(content))
  const files = await loadDataset({ [name]: { files: { a: file() } } }, name)
  expect(files['a']!.byteLength).toBe(content.length)
})
