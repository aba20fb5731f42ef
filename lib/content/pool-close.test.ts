/** A process that waits for its threads to be ended must outlive them: what ends in silence has told nobody anything. */
import { expect, test, vi } from 'vitest'
import type { WorkerReply } from './compile-worker'
import { textPool } from './pool.server'

const { FakeThread, threads } = await vi.hoisted(async () => {
  const { EventEmitter } = await import('node:events')
  const threads: FakeThread[] = []
  class FakeThread extends EventEmitter {
    isHeld = true
    constructor() {
      super()
      threads.push(this)
    }
    ref() {
      this.isHeld = true
    }
    unref() {
      this.isHeld = false
    }
    postMessage() {}
    terminate() {
      this.ref()
      return new Promise<void>((resolve) => this.once('exit', () => resolve()))
    }
  }
  return { FakeThread, threads }
})
vi.mock('node:worker_threads', () => ({ Worker: FakeThread }))

test('a thread that says that it is ready, or has read, while it is ended keeps the process until it is', async () => {
  const pool = textPool('no script', { time: 1_000, clock: 1_000, workers: 2 })
  const source = { file: 'x.mdx', locale: 'en' as const, text: '', figures: {} }
  const reading = [pool.read(source), pool.read(source)]
  const [first, second] = threads
  const say = (thread: (typeof threads)[number] | undefined, reply: WorkerReply) =>
    thread!.emit('message', reply)
  say(first, { kind: 'ready' })
  for (let texts = 0; texts < 2; texts++) say(first, { kind: 'read', outcome: { ok: false, refusals: [] } })
  await Promise.all(reading)
  expect([first!.isHeld, second!.isHeld]).toEqual([false, true])

  const closing = pool.close()
  say(second, { kind: 'ready' })
  expect([first!.isHeld, second!.isHeld]).toEqual([true, true])
  first!.emit('exit')
  second!.emit('exit')
  await closing
})
