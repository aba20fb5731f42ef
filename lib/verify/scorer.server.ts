/**
 * One scoring thread and the queue before it. A submission is data for a model that we build, so the thread needs no
 * jail; it needs a clock: a job that takes too long ends with its thread, and the next job gets a new one. Jobs run in
 * the order of arrival; a learner has at most one waiting for each check (see `submit.server`), so nobody can fill the
 * queue alone, and what waits is bounded in bytes as well as in number.
 */
import 'server-only'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ModelCheckSpec } from '../curriculum/model-check'
import { sizeOf } from './layer-kinds/kind'
import { measure, type Metrics } from './metrics'
import { endsInProbabilities, type Topology } from './topology'
import type { Examples, Job, WorkerAnswer } from './worker-messages'

/** What the server keeps to itself: examples and the class of each. */
export type Hidden = { images: Examples; labels: Uint8Array }

export type Score =
  | { kind: 'scored'; score: number; metrics: Metrics }
  /** The queue is full, or this job exceeded its time; nothing was decided. Seconds until another attempt. */
  | { kind: 'busy'; retryAfter: number }

export type Scorable = { topology: Topology; values: Float32Array }

export type Scorer = {
  /** @param ticket by which `ahead` finds this job again */
  score(spec: ModelCheckSpec, model: Scorable, hidden: Hidden, ticket?: string): Promise<Score>
  /** Jobs to be done before the one of this ticket; null when there is none. 0: it is at work. */
  ahead(ticket: string): number | null
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
  /** Bytes of weights that may wait. */
  bytes?: number
}

type Waiting = {
  ticket: string | undefined
  work: Omit<Job, 'job'>
  settle: (outputs: Float32Array | null) => void
  fail: (error: Error) => void
}

/** Seconds after which a queue of this length will have moved on. */
const patience = (waiting: number) => Math.min(60, 2 + waiting)

const bytesOf = (waiting: readonly Waiting[]) =>
  waiting.reduce((sum, { work }) => sum + work.values.byteLength, 0)

export function createScorer({ folder, timeout, queue, bytes = 256_000_000 }: ScorerOptions): Scorer {
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
      if (answer.type === 'predicted') finish((one) => one.settle(answer.outputs))
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
    async score(spec, { topology, values }, { images, labels }, ticket) {
      if (images.length !== labels.length * sizeOf(topology.input)) {
        throw new Error(
          `The hidden examples of ${spec.dataset} do not fit the input ${topology.input.join(' × ')}`,
        )
      }
      if (waiting.length >= queue || bytesOf(waiting) + values.byteLength > bytes) {
        return { kind: 'busy', retryAfter: patience(waiting.length) }
      }
      const work = { topology, values, examples: images }
      const outputs = await new Promise<Float32Array | null>((settle, fail) => {
        waiting.push({ ticket, work, settle, fail })
        advance()
      })
      if (outputs === null) return { kind: 'busy', retryAfter: patience(waiting.length) }
      const width = outputs.length / labels.length
      const metrics = measure(
        { values: outputs, width, areProbabilities: endsInProbabilities(topology) },
        labels,
      )
      return { kind: 'scored', score: metrics[spec.metric], metrics }
    },
    ahead(ticket) {
      if (running?.one.ticket === ticket) return 0
      const place = waiting.findIndex((one) => one.ticket === ticket)
      return place === -1 ? null : place + (running ? 1 : 0)
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
    timeout: 60_000,
    queue: 50,
  })
  return held.zhucaiScorer
}
