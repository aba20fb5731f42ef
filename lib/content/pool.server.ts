/**
 * At most two threads that read texts, each text with its own time. A thread that passes it is ended and replaced, so
 * hostile text costs two seconds of one core and nothing else.
 */
import 'server-only'
import { Worker } from 'node:worker_threads'
import type { WorkerReply } from './compile-worker'
import { LIMITS } from './limits'
import type { TextOutcome, TextSource } from './read-text'
import { type RefusalCode, Refusals } from './refusals'

type Job = { source: TextSource; resolve: (outcome: TextOutcome) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; ready: boolean; job?: Job; timer?: NodeJS.Timeout }

export type TextPool = {
  /** @throws Error for a bug in the compiler, never for a text */
  read: (source: TextSource) => Promise<TextOutcome>
  close: () => Promise<void>
}

/** @param script the bundled `compile-worker` */
export function textPool(
  script: string,
  limits: Record<'time' | 'clock' | 'workers', number> = LIMITS,
): TextPool {
  const waiting: Job[] = []
  const threads = new Set<Thread>()
  let closed = false

  function read(source: TextSource): Promise<TextOutcome> {
    return new Promise((resolve, reject) => {
      if (closed) reject(new Error('The pool is closed'))
      waiting.push({ source, resolve, reject })
      if (threads.size < limits.workers && ![...threads].some((thread) => thread.ready && !thread.job))
        start()
      dispatch()
    })
  }

  function start(): void {
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 512 }, execArgv: [] })
    const thread: Thread = { worker, ready: false }
    threads.add(thread)
    worker.on('message', (reply: WorkerReply) => take(thread, reply))
    // Out of memory, mostly: as much the text's doing as running out of time.
    worker.on('error', (error) => {
      if (thread.ready) end(thread, 'too-slow')
      else fail(thread, error)
    })
  }

  function dispatch(): void {
    for (const thread of threads) {
      if (!thread.ready || thread.job) continue
      const job = waiting.shift()
      if (!job) return
      thread.job = job
      thread.worker.ref()
      watch(thread, process.cpuUsage(), limits.clock)
      thread.worker.postMessage(job.source)
    }
  }

  /**
   * Node 20 cannot tell how long one thread has worked. But as long as the whole process has worked less than all its
   * busy threads may, this one was kept waiting by the machine, and it is not the text's fault.
   */
  function watch(thread: Thread, since: NodeJS.CpuUsage, left: number): void {
    const turn = Math.min(limits.time, left)
    thread.timer = setTimeout(() => {
      const { user, system } = process.cpuUsage(since)
      const busy = [...threads].filter((other) => other.job).length
      const starved = (user + system) / 1000 < limits.time * busy
      if (starved && left > turn) watch(thread, since, left - turn)
      else end(thread, 'too-slow')
    }, turn)
  }

  function take(thread: Thread, reply: WorkerReply): void {
    switch (reply.kind) {
      case 'ready':
        thread.ready = true
        rest(thread)
        break
      case 'read':
        release(thread)?.resolve(reply.outcome)
        break
      case 'broken':
        release(thread)?.reject(new Error(`The lesson compiler failed:\n${reply.stack}`))
        break
    }
    dispatch()
  }

  function release(thread: Thread): Job | undefined {
    const { job } = thread
    clearTimeout(thread.timer)
    delete thread.job
    rest(thread)
    return job
  }

  /**
   * An idle thread keeps no process alive; a starting or a busy one does, and so does one that is being ended: a process
   * that waits for that and for nothing else would be over in the middle of it.
   */
  function rest({ worker }: Thread): void {
    if (!closed) worker.unref()
  }

  function end(thread: Thread, code: RefusalCode): void {
    const job = release(thread)
    threads.delete(thread)
    void thread.worker.terminate()
    if (job) {
      const refusals = new Refusals(job.source.file)
      refusals.add(code, undefined, { seconds: limits.time / 1000 })
      job.resolve({ ok: false, refusals: refusals.list })
    }
    if (waiting.length > 0 && !closed) start()
  }

  /** A thread that cannot even start: every text that waits would wait for ever. */
  function fail(thread: Thread, error: Error): void {
    threads.delete(thread)
    for (const job of waiting.splice(0)) job.reject(error)
  }

  async function close(): Promise<void> {
    closed = true
    for (const job of waiting.splice(0)) job.reject(new Error('The pool is closed'))
    await Promise.all([...threads].map((thread) => thread.worker.terminate()))
  }

  return { read, close }
}
