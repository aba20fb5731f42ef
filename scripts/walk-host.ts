/** The page of a walk: the same door to the sandbox as a lesson's page, without the page. Driven from outside. */
import { loadDataset } from '../lib/runtime/datasets.client'
import type { DatasetManifest } from '../lib/runtime/dataset-manifest'
import { type Kernel, openKernel } from '../lib/runtime/frame.client'
import type { KernelAddress } from '../lib/runtime/manifest'
import type { BackendName, Command, KernelEvent, KernelEventOf } from '../lib/runtime/protocol'
import type { CaseResult } from '../lib/checks/case-result'
import { summarise } from './walk-text'

type Task = Exclude<Command, { type: 'boot' | 'interrupt' | 'provide' | 'deny' }>
type Unnamed<T> = T extends unknown ? Omit<T, 'run'> : never

/** Weights as they travel to the walker: through a debugging protocol that knows only JSON. */
type Weights = Omit<KernelEventOf<'weights'>, 'values' | 'type' | 'run'> & { values: string }

export type Ended = {
  /** `checked`: a public check ran to its verdict; `failed`: something was thrown. */
  how: 'finished' | 'checked' | 'failed' | 'weights' | 'dead'
  seconds: number
  /** Of a check: whether it passed, and what it said. */
  passed?: boolean
  message?: string
  error?: KernelEventOf<'failed'>['error']
  tensors?: number
  megabytes?: number
  weights?: Weights
  /** What a called function gave for each case. */
  answers?: CaseResult[]
}

export type WalkPage = {
  open(options: {
    manifest: KernelAddress
    datasets: DatasetManifest
    locale: 'zh' | 'en'
    fitSteps?: number
  }): Promise<BackendName>
  run(task: Unnamed<Task>): Promise<Ended>
}

declare global {
  interface Window {
    walk: WalkPage
    /** Given by the walker: prints a line of a running cell. */
    walkSays?(line: string): void
  }
}

let kernel: Kernel | undefined
let hear: (event: KernelEvent) => void = () => {}
let runs = 0

window.walk = {
  async open({ manifest, datasets, locale, fitSteps }) {
    kernel?.dispose()
    kernel = openKernel({
      manifest,
      backend: 'wasm',
      locale,
      ...(fitSteps !== undefined && { fitSteps }),
      loadDataset: (name) => loadDataset(datasets, name),
      onEvent: (event) => hear(event),
    })
    return (await kernel.ready).backend
  },
  run: (task) =>
    new Promise((resolve) => {
      const run = `walk-${String(++runs).padStart(5, '0')}`
      const started = performance.now()
      const ended: Omit<Ended, 'how' | 'seconds'> = {}
      const settle = (how: Ended['how'], more: Partial<Ended> = {}) => {
        hear = () => {}
        resolve({ how, seconds: (performance.now() - started) / 1000, ...ended, ...more })
      }
      const say = createTeller((line) => window.walkSays?.(line))
      hear = (event) => {
        switch (event.type) {
          case 'output':
            return say.output(summarise(event.output))
          case 'points':
            return say.points(event.points)
          case 'progress':
            return say.progress(event)
          case 'truncated':
            return say.output(`… ${event.dropped} dropped`)
          case 'checked':
            ended.passed = event.passed
            ended.message = event.message
            return
          case 'answered':
            ;(ended.answers ??= [])[event.index] = event.result
            return
          case 'weights':
            return settle('weights', {
              weights: { layers: event.layers, specs: event.specs, values: toBase64(event.values) },
            })
          case 'finished':
            say.end()
            return settle(task.type === 'check' ? 'checked' : 'finished', {
              tensors: event.memory.tensors,
              megabytes: event.memory.bytes / 1e6,
            })
          case 'failed':
            say.end()
            return settle('failed', { error: event.error })
          case 'dead':
            return settle('dead', { message: event.reason })
          default:
            return
        }
      }
      kernel?.send({ ...task, run } as Task)
    }),
}

/** Outputs at once, progress every ten seconds, curves once at the end: first and last value of each. */
function createTeller(say: (line: string) => void) {
  const curves = new Map<string, { first: number; last: number; count: number }>()
  let told = performance.now()
  return {
    output: say,
    points(points: KernelEventOf<'points'>['points']) {
      for (const { series, y } of points) {
        const known = curves.get(series)
        curves.set(series, { first: known?.first ?? y, last: y, count: (known?.count ?? 0) + 1 })
      }
    },
    progress({ epoch, epochs, totalStep, totalSteps, stepsPerSecond }: KernelEventOf<'progress'>) {
      if (performance.now() - told < 10_000) return
      told = performance.now()
      const now = [...curves].map(([name, { last }]) => `${name} ${last.toPrecision(4)}`).join(', ')
      say(
        `… epoch ${epoch}/${epochs}, step ${totalStep}/${totalSteps}, ${stepsPerSecond.toFixed(1)} steps/s, ${now}`,
      )
    },
    end() {
      if (curves.size === 0) return
      const ends = [...curves].map(
        ([name, { first, last, count }]) =>
          `${name} ${first.toPrecision(4)} → ${last.toPrecision(4)} (${count})`,
      )
      say(`[curves] ${ends.join(', ')}`)
    },
  }
}

function toBase64(bytes: ArrayBuffer): string {
  const view = new Uint8Array(bytes)
  let text = ''
  for (let at = 0; at < view.length; at += 0x8000) {
    text += String.fromCharCode(...view.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
