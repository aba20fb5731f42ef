/** The page of the wall's tests: the door, driven from outside, and a counter that shows whether the page still lives. */
import { type Kernel, openKernel } from '../../lib/runtime/frame.client'
import type { KernelManifest } from '../../lib/runtime/manifest'
import type { BackendName, Command, KernelEvent } from '../../lib/runtime/protocol'

type Sent = Exclude<Command, { type: 'boot' }>

declare global {
  interface Window {
    wall: typeof wall
  }
}

const started = performance.now()
let ticks = 0
let stall = 0
let before = started
setInterval(() => {
  const now = performance.now()
  stall = Math.max(stall, now - before - 10)
  before = now
  ticks++
}, 10)

let kernel: Kernel | undefined
let events: KernelEvent[] = []
let listeners: ((event: KernelEvent) => void)[] = []
let runs = 0

const wall = {
  events: () => events,
  ticks: () => ticks,
  refused: () => kernel?.refused ?? 0,
  /** The longest gap between two turns of the page since the last call, in milliseconds. */
  takeStall: () => {
    const longest = stall
    stall = 0
    return longest
  },
  frames: () => document.querySelectorAll('iframe').length,
  async open(
    manifest: KernelManifest,
    backend: BackendName | 'auto' = 'wasm',
    locale: 'zh' | 'en' = 'en',
    data: Record<string, number[]> = {},
  ) {
    kernel?.dispose()
    events = []
    kernel = openKernel({
      manifest,
      backend,
      locale,
      loadDataset: async (name) => {
        if (name !== 'mnist') throw new Error('unknown')
        return Object.fromEntries(
          Object.entries(data).map(([file, bytes]) => [file, Uint8Array.from(bytes).buffer]),
        )
      },
      onEvent(event) {
        events.push(event)
        for (const listener of listeners) listener(event)
      },
    })
    return kernel.ready
  },
  send: (command: Sent) => kernel?.send(command),
  /** Starts a cell and says what its run is called. */
  start(source: string, cell = 'cell') {
    const run = `run-${String(++runs).padStart(5, '0')}`
    kernel?.send({ type: 'evaluate', run, cell, source })
    return run
  },
  until(type: KernelEvent['type'], run?: string, ms = 20_000): Promise<KernelEvent> {
    const fits = (event: KernelEvent) =>
      event.type === type && (run === undefined || ('run' in event && event.run === run))
    const found = events.find(fits)
    if (found) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${type}: ${JSON.stringify(events.slice(-5))}`)), ms)
      const listener = (event: KernelEvent) => {
        if (!fits(event)) return
        clearTimeout(timer)
        listeners = listeners.filter((each) => each !== listener)
        resolve(event)
      }
      listeners.push(listener)
    })
  },
  /** Runs a cell to its end; returns its events. */
  async run(source: string, cell?: string, ms?: number) {
    const run = wall.start(source, cell)
    const done = await Promise.race([
      wall.until('finished', run, ms),
      wall.until('failed', run, ms),
      wall.until('dead', undefined, ms),
    ])
    return { last: done, events: events.filter((event) => 'run' in event && event.run === run) }
  },
  dispose: () => kernel?.dispose(),
}
window.wall = wall
