/**
 * Scoring threads and the queue before them. A submission is data for a model that we build, so a thread needs no jail;
 * it needs a clock: a job that takes too long ends with its thread, and so does one that fails, because after a trap
 * the thread's memory cannot be trusted. Of one person one job runs at a time, so that nobody can keep all threads;
 * otherwise jobs run in the order of arrival. What waits is bounded in number, for each person and in bytes.
 */
import 'server-only'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ModelCheckSpec } from '../curriculum/model-check'
import { METRICS } from '../curriculum/metrics'
import { isFitted } from './fitted'
import { sizeOf } from './layer-kinds/kind'
import { measure, type Metrics } from './metrics'
import { endsInProbabilities, type Topology } from './topology'
import type { Examples, Job, WorkerAnswer } from './worker-messages'

type Asked = { images: Examples; labels: Uint8Array }
/** What the server keeps to itself: examples and the class of each; and served ones to compare with, see `fitted.ts`. */
export type Hidden = Asked & { learned?: Asked }

export type Score =
  /**
   * On the hidden examples or on the served ones, whichever it knows worse. `fitted`: the hidden ones are known far
   * better, which training on the served ones does not do.
   */
  | { kind: 'scored'; score: number; metrics: Metrics; fitted: boolean }
  /** The queue is full; nothing was decided. Seconds until another attempt. */
  | { kind: 'busy'; retryAfter: number }
  /** It took longer than a job may. */
  | { kind: 'slow'; seconds: number }

export type Scorable = { topology: Topology; values: Float32Array }

export type Scorer = {
  /**
   * @param ticket by which `ahead` finds this job again
   * @param person whose it is; jobs without one share a turn
   */
  score(
    spec: ModelCheckSpec,
    model: Scorable,
    hidden: Hidden,
    ticket?: string,
    person?: string,
  ): Promise<Score>
  /** Jobs to be done before the one of this ticket; null when there is none. 0: it is at work. */
  ahead(ticket: string): number | null
  /** Ends the threads; jobs still waiting become `busy`. */
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
  /** Jobs at a time. */
  threads?: number
}

type Waiting = {
  ticket: string | undefined
  person: string | undefined
  work: Omit<Job, 'job'>
  settle: (outputs: Float32Array | 'busy' | 'slow') => void
  fail: (error: Error) => void
}

/** Seconds after which a queue of this length will have moved on. */
const patience = (waiting: number) => Math.min(60, 2 + waiting)

const bytesOf = (waiting: readonly Waiting[]) =>
  waiting.reduce((sum, { work }) => sum + work.values.byteLength, 0)

/** Jobs of one person that may wait, for all checks together. */
const MOST_WAITING = 4

/** Whether the first is better by what the check measures. */
const isBetter = ({ metric }: ModelCheckSpec, one: Metrics, other: Metrics): boolean =>
  METRICS[metric].lower ? one[metric] < other[metric] : one[metric] > other[metric]

function together(hidden: Examples, learned: Examples | undefined): Examples {
  if (!learned) return hidden
  const whole = new (hidden.constructor as new (length: number) => Examples)(hidden.length + learned.length)
  whole.set(hidden)
  whole.set(learned, hidden.length)
  return whole
}

type Slot = {
  thread: Worker | undefined
  running: { job: number; one: Waiting; clock: NodeJS.Timeout } | undefined
}

export function createScorer({
  folder,
  timeout,
  queue,
  bytes = 256_000_000,
  threads = 1,
}: ScorerOptions): Scorer {
  const waiting: Waiting[] = []
  const slots: Slot[] = Array.from({ length: threads }, () => ({ thread: undefined, running: undefined }))
  let jobs = 0

  function endThread(slot: Slot): Promise<unknown> {
    const ended = slot.thread?.terminate() ?? Promise.resolve()
    slot.thread = undefined
    return ended
  }

  function finish(slot: Slot, act: (one: Waiting) => void): void {
    if (!slot.running) return
    clearTimeout(slot.running.clock)
    const { one } = slot.running
    slot.running = undefined
    act(one)
    advance()
  }

  function open(slot: Slot): Worker {
    const worker = new Worker(join(/* turbopackIgnore: true */ folder, 'verifier.mjs'), {
      workerData: { wasm: `${folder}/` },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      env: {},
    })
    worker.unref()
    worker.on('message', (answer: WorkerAnswer) => {
      if (worker !== slot.thread || answer.type === 'ready' || answer.job !== slot.running?.job) return
      if (answer.type === 'predicted') return finish(slot, (one) => one.settle(answer.outputs))
      // A trap may have left its memory in pieces: the next model is computed in a new one.
      void endThread(slot)
      finish(slot, (one) => one.fail(new Error(`The verifier failed: ${answer.message}`)))
    })
    const lost = (error: Error) => {
      if (worker !== slot.thread) return
      slot.thread = undefined
      finish(slot, (one) => one.fail(error))
    }
    worker.on('error', lost)
    worker.on('exit', (code) => lost(new Error(`The verifier ended with code ${code}`)))
    return worker
  }

  const isAtWork = ({ person }: Waiting) =>
    person !== undefined && slots.some(({ running }) => running?.one.person === person)

  function advance(): void {
    for (const slot of slots) {
      if (slot.running) continue
      const place = waiting.findIndex((one) => !isAtWork(one))
      if (place === -1) return
      start(slot, waiting.splice(place, 1)[0]!)
    }
  }

  function start(slot: Slot, one: Waiting): void {
    slot.thread ??= open(slot)
    jobs += 1
    const clock = setTimeout(() => {
      void endThread(slot)
      finish(slot, (late) => late.settle('slow'))
    }, timeout)
    slot.running = { job: jobs, one, clock }
    slot.thread.postMessage({ ...one.work, job: jobs } satisfies Job)
  }

  const isFull = (person: string | undefined, more: number) =>
    waiting.length >= queue ||
    bytesOf(waiting) + more > bytes ||
    (person !== undefined && waiting.filter((one) => one.person === person).length >= MOST_WAITING)

  return {
    async score(spec, { topology, values }, hidden, ticket, person) {
      const { learned } = hidden
      for (const { images, labels } of learned ? [hidden, learned] : [hidden])
        if (images.length !== labels.length * sizeOf(topology.input)) {
          throw new Error(
            `The hidden examples of ${spec.dataset} do not fit the input ${topology.input.join(' × ')}`,
          )
        }
      if (isFull(person, values.byteLength)) return { kind: 'busy', retryAfter: patience(waiting.length) }
      const work = { topology, values, examples: together(hidden.images, learned?.images) }
      const outputs = await new Promise<Float32Array | 'busy' | 'slow'>((settle, fail) => {
        waiting.push({ ticket, person, work, settle, fail })
        advance()
      })
      if (outputs === 'slow') return { kind: 'slow', seconds: Math.round(timeout / 1000) }
      if (outputs === 'busy') return { kind: 'busy', retryAfter: patience(waiting.length) }
      const counts = [hidden.labels.length, learned?.labels.length ?? 0] as const
      const width = outputs.length / (counts[0] + counts[1])
      const marksOf = (values: Float32Array, labels: Uint8Array) =>
        measure({ values, width, areProbabilities: endsInProbabilities(topology) }, labels)
      const unseen = marksOf(outputs.subarray(0, counts[0] * width), hidden.labels)
      const seen = learned && marksOf(outputs.subarray(counts[0] * width), learned.labels)
      const fitted =
        seen !== undefined &&
        isFitted(
          { right: unseen.accuracy * counts[0], count: counts[0] },
          { right: seen.accuracy * counts[1], count: counts[1] },
        )
      const metrics = seen && isBetter(spec, unseen, seen) ? seen : unseen
      return { kind: 'scored', score: metrics[spec.metric], metrics, fitted }
    },
    ahead(ticket) {
      if (slots.some(({ running }) => running?.one.ticket === ticket)) return 0
      const place = waiting.findIndex((one) => one.ticket === ticket)
      if (place === -1) return null
      return place + slots.filter(({ running }) => running !== undefined).length
    },
    async close() {
      for (const one of waiting.splice(0)) one.settle('busy')
      for (const slot of slots) {
        finish(slot, (one) => one.settle('busy'))
        await endThread(slot)
      }
    },
  }
}

// One set of threads a process: in development modules are evaluated again at every edit, the global survives.
const held = globalThis as typeof globalThis & { zhucaiScorer?: Scorer }

/** The scorer of this process, started by the first submission. */
export function scorer(): Scorer {
  held.zhucaiScorer ??= createScorer({
    folder: join(/* turbopackIgnore: true */ process.cwd(), 'dist'),
    timeout: 60_000,
    queue: 50,
    // Two at least, so that a heavy model does not stop everybody else's.
    threads: Math.min(4, Math.max(2, availableParallelism() - 1)),
  })
  return held.zhucaiScorer
}
