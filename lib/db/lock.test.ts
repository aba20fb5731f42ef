import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acquireLock, type Holder } from './lock.server'
import { startOf, thisHost } from './processes.server'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-lock-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const fresh = (): string => fs.mkdtempSync(path.join(folder, 'data-'))
const died = (): number => spawnSync('true').pid

/** A lock as some earlier process left it. */
function left(holder: Partial<Holder>): string {
  const data = fresh()
  fs.mkdirSync(path.join(data, 'lock'))
  const full: Holder = {
    pid: died(),
    started: 'long ago',
    host: thisHost(),
    since: '2026-01-01T00:00:00.000Z',
    port: 3000,
    released: false,
    ...holder,
  }
  fs.writeFileSync(path.join(data, 'lock', '000000041.json'), JSON.stringify(full))
  return data
}

test('the second opener is refused and told by whom', () => {
  const data = fresh()
  const first = acquireLock(data, 3000)
  expect(first.outcome).toBe('owned')
  expect(acquireLock(data, 3001)).toMatchObject({ outcome: 'held', by: { pid: process.pid, port: 3000 } })
})

test('a released lock is free', () => {
  const data = fresh()
  const first = acquireLock(data, null)
  if (first.outcome === 'owned') first.lock.release()
  expect(acquireLock(data, null).outcome).toBe('owned')
})

test.each([
  ['a dead process', {}],
  ['a living process that started at another time', { pid: process.pid }],
  ['a clean end', { released: true, pid: process.pid, started: startOf(process.pid)! }],
])('the lock of %s is taken over', (_whose, holder) => {
  expect(acquireLock(left(holder), null).outcome).toBe('owned')
})

test('a holder on another machine counts while its file is touched', () => {
  const data = left({ host: 'another' })
  expect(acquireLock(data, null)).toMatchObject({ outcome: 'held', by: { host: 'another' } })
  const before = new Date(Date.now() - 120_000)
  fs.utimesSync(path.join(data, 'lock', '000000041.json'), before, before)
  expect(acquireLock(data, null).outcome).toBe('owned')
})

test('nothing is left behind but the one lock', () => {
  const data = left({})
  acquireLock(data, null)
  acquireLock(data, null)
  expect(fs.readdirSync(path.join(data, 'lock'))).toEqual(['000000042.json'])
})

test('of twenty processes at once exactly one becomes the owner, fresh or stale', async () => {
  const program = path.join(folder, 'contender.mjs')
  await build({
    entryPoints: [path.join(import.meta.dirname, 'lock.contender.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['react-server'],
  })
  const rivals = Array.from({ length: 20 }, () => {
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return { child, say: async () => String((await lines.next()).value) }
  })
  try {
    await Promise.all(rivals.map((rival) => rival.say()))
    for (let round = 0; round < 40; round++) {
      const data = round % 2 ? fresh() : left({})
      for (const rival of rivals) rival.child.stdin.write(`${data}\n`)
      const outcomes = await Promise.all(rivals.map((rival) => rival.say()))
      expect(outcomes.filter((outcome) => outcome === 'owned')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(19)
    }
  } finally {
    for (const rival of rivals) rival.child.kill('SIGKILL')
  }
})
