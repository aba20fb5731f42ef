/**
 * One scoring thread and the queue before it. A submission is data for a model that we build, so the thread needs no
 * jail; it needs a clock: a job that takes too long ends with its thread, and the next job gets a new one. Jobs run in
 * the order of arrival; a learner has at most one waiting (see `submit.server`), so nobody can fill the queue alone.
 */
import 'server-only'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ModelCheckSpec } from '../curriculum/checks'
import type { HiddenSplit } from '../datasets/hidden.server'
import { METRICS } from './metrics'
import type { Job, WorkerAnswer } from './worker-messages'

export type Score =
  | { kind: 'scored'; score: number }
  /** The queue is full, or this job exceeded its time; nothing was decided. Seconds until another attempt. */
  | { kind: 'busy'; retryAfter: number }

export type Scorer = {
  score(spec: ModelCheckSpec, values: Float32Array, hidden: HiddenSplit): Promise<Score>
  /** Ends the thread; jobs still waiting become `busy`. */
  close(): Promise<void>
}

export type ScorerOptions = {
  /** Folder with `verifier.mjs` and its WASM file. */
  folder: string
  /** Milliseconds a job may take, the start of a fresh thread included. */
  timeout: number
  /** Jobs that may wait. */
  queue: number
}

type Waiting = {
  work: Omit<Job, 'job'>
  settle: (predictions: Uint8Array | null) => void
  fail: (error: Error) => void
}

/** Seconds after which a queue of this length will have moved on. */
const patience = (waiting: number) => Math.min(60, 2 + waiting)

export function createScorer({ folder, timeout, queue }: ScorerOptions): Scorer {
  const waiting: Waiting[] = []
  let thread: Worker | undefined
  let running: { job: number; one: Waiting; clock: NodeJS.Timeout } | undefined
  let jobs = 0

  function endThread(): Promise<unknown> {
    const ended = thread?.terminate() ?? Promise.resolve()
    thread = undefined
    return ended
  }

  function finish(act: (one: Waiting) => void): void {
    if (!running) return
    clearTimeout(running.clock)
    const { one } = running
    running = undefined
    act(one)
    advance()
  }

  function open(): Worker {
    const worker = new Worker(join(/* turbopackIgnore: true */ folder, 'verifier.mjs'), {
      workerData: { wasm: `${folder}/` },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      env: {},
    })
    worker.unref()
    worker.on('message', (answer: WorkerAnswer) => {
      if (worker !== thread || answer.type === 'ready' || answer.job !== running?.job) return
      if (answer.type === 'predicted') finish((one) => one.settle(answer.predictions))
      else finish((one) => one.fail(new Error(`The verifier failed: ${answer.message}`)))
    })
    const lost = (error: Error) => {
      if (worker !== thread) return
      thread = undefined
      finish((one) => one.fail(error))
    }
    worker.on('error', lost)
    worker.on('exit', (code) => lost(new Error(`The verifier ended with code ${code}`)))
    return worker
  }

  function advance(): void {
    if (running) return
    const one = waiting.shift()
    if (!one) return
    thread ??= open()
    jobs += 1
    const clock = setTimeout(() => {
      void endThread()
      finish((late) => late.settle(null))
    }, timeout)
    running = { job: jobs, one, clock }
    thread.postMessage({ ...one.work, job: jobs } satisfies Job)
  }

  return {
    async score(spec, values, { images, labels }) {
      if (waiting.length >= queue) return { kind: 'busy', retryAfter: patience(waiting.length) }
      const work = { input: spec.input, layers: spec.layers, values, images }
      const predictions = await new Promise<Uint8Array | null>((settle, fail) => {
        waiting.push({ work, settle, fail })
        advance()
      })
      if (predictions === null) return { kind: 'busy', retryAfter: patience(waiting.length) }
      return { kind: 'scored', score: METRICS[spec.metric](predictions, labels) }
    },
    async close() {
      for (const one of waiting.splice(0)) one.settle(null)
      finish((one) => one.settle(null))
      await endThread()
    },
  }
}

// One thread a process: in development modules are evaluated again at every edit, the global survives.
const held = globalThis as typeof globalThis & { zhucaiScorer?: Scorer }

/** The scorer of this process, started by the first submission. */
export function scorer(): Scorer {
  held.zhucaiScorer ??= createScorer({
    folder: join(/* turbopackIgnore: true */ process.cwd(), 'dist'),
    timeout: 10_000,
    queue: 50,
  })
  return held.zhucaiScorer
}
