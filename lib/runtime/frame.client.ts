'use client'
/**
 * Our door in the wall. Makes the frame, hands it one end of a channel, and believes nothing that comes back: gate,
 * schema, and a run that was started here, in this order. What fails is counted and dropped. Stopping hard is removing
 * the frame (the CPU is quiet in under half a second; `terminate()` was measured to take more than two).
 *
 * No React here; loaded by dynamic import when a lesson is first worked.
 */
import { isPlain } from './gate'
import { runtimeText, takeAssets } from './kernel-files.client'
import type { KernelAddress } from './manifest'
import { type BackendName, type BackendReport, type Command, KernelEvent, PROTOCOL_VERSION } from './protocol'
import { Runs } from './runs'

export type KernelOptions = {
  manifest: KernelAddress
  backend: BackendName | 'auto'
  locale: 'zh' | 'en'
  /** See the boot command; lessons' pages leave it out. */
  fitSteps?: number
  /** Files of a data set by name; they are copied before they are handed over. Rejects with a reason to show. */
  loadDataset(name: string, signal: AbortSignal): Promise<Record<string, ArrayBuffer>>
  /** Validated events. `alive` and the kernel's own requests are dealt with here; `dead` comes once and last. */
  onEvent(event: KernelEvent): void
}

export type Kernel = {
  /** Rejects when the kernel cannot start or is disposed of before. */
  ready: Promise<{ backend: BackendName; backends: BackendReport[] }>
  send(command: Exclude<Command, { type: 'boot' }>): void
  /** Removes the frame at once. No event comes afterwards. */
  dispose(): void
  /** Messages that were not what they claimed. */
  readonly refused: number
}

/** Milliseconds of silence of the frame's own process, and of an idle worker: a busy machine may be quiet for seconds. */
const SILENCE = 12_000
const LOOK = 500
const BOOT_TIME = 30_000

const UNREADABLE = {
  zh: '运行结束了，但送回的结果太大或格式不对，读不出来。请重启内核后再试。',
  en: 'The run ended, but what it sent back is too large or malformed and could not be read. Restart the kernel and try again.',
}

export function openKernel(options: KernelOptions): Kernel {
  const { manifest, onEvent } = options
  const runs = new Runs()
  const aborted = new AbortController()
  const { port1: port, port2 } = new MessageChannel()
  const frame = document.createElement('iframe')
  let refused = 0
  let state: 'booting' | 'ready' | 'over' = 'booting'
  let loads = 0
  let heard = performance.now()
  let pulse = heard
  let resolve!: (value: { backend: BackendName; backends: BackendReport[] }) => void
  let reject!: (error: Error) => void
  const ready = new Promise<{ backend: BackendName; backends: BackendReport[] }>((yes, no) => {
    resolve = yes
    reject = no
  })
  // Whoever does not wait for `ready` hears `dead`.
  ready.catch(() => {})

  const close = () => {
    state = 'over'
    aborted.abort()
    clearInterval(watch)
    document.removeEventListener('visibilitychange', wake)
    port.close()
    frame.remove()
  }
  const die = (reason: string) => {
    if (state === 'over') return
    close()
    reject(new Error(reason))
    onEvent({ type: 'dead', reason })
  }
  const wake = () => {
    heard = pulse = performance.now()
  }
  let looked = heard
  /** A hidden page is given few timers; silence there says nothing. */
  const watch = setInterval(() => {
    if (document.hidden) return wake()
    const now = performance.now()
    // A page that stood still itself, as after the lid was closed, heard nothing in that time.
    const late = now - looked - LOOK
    looked = now
    if (late > LOOK) {
      heard += late
      pulse += late
    }
    if (state === 'booting' ? now - heard > BOOT_TIME : now - pulse > SILENCE) return die('silent')
    if (state === 'ready' && runs.idle && now - heard > SILENCE) die('silent')
  }, LOOK)
  document.addEventListener('visibilitychange', wake)

  const provide = async (request: string, dataset: string) => {
    try {
      const optional = /^kernel\/(webgpu|webgl)$/.exec(dataset)
      const files = optional
        ? {
            script: new TextEncoder().encode(
              await runtimeText(manifest.scripts[optional[1] as 'webgpu' | 'webgl'].url),
            ).buffer,
          }
        : await options.loadDataset(dataset, aborted.signal)
      if (state === 'over') return
      port.postMessage({ type: 'provide', request, files } satisfies Command, Object.values(files))
    } catch (error) {
      if (state === 'over') return
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500)
      port.postMessage({ type: 'deny', request, reason } satisfies Command)
    }
  }

  const refuse = (data: unknown) => {
    refused++
    const run = runs.refused(data)
    if (run === undefined) return
    heard = performance.now()
    const error = { name: 'Error', message: UNREADABLE[options.locale], stack: [] }
    onEvent({ type: 'failed', run, ms: 0, error })
  }

  const receive = (data: unknown) => {
    if (state === 'over') return
    if (!isPlain(data)) return refuse(data)
    if ((data as { type?: unknown }).type === 'pulse') {
      pulse = performance.now()
      return
    }
    const parsed = KernelEvent.safeParse(data)
    if (!parsed.success || !runs.accepts(parsed.data)) return refuse(data)
    const event = parsed.data
    heard = performance.now()
    switch (event.type) {
      case 'alive':
        return
      case 'need':
        return void provide(event.request, event.dataset)
      case 'dead':
        return die(event.reason)
      case 'ready':
        if (state !== 'booting') return void refused++
        state = 'ready'
        pulse = heard
        resolve({ backend: event.backend, backends: event.backends })
        return onEvent(event)
      default:
        return onEvent(event)
    }
  }
  port.addEventListener('message', ({ data }) => receive(data))
  port.start()
  // Chromium tells when the other end is gone: a heap bomb takes the frame's process with it.
  port.addEventListener('close', () => die('out of memory'))

  const boot = async () => {
    const [runtime, assets] = await Promise.all([
      runtimeText(manifest.scripts.core.url),
      takeAssets(manifest.assets),
    ])
    if (state === 'over') return
    const command: Command = {
      type: 'boot',
      protocol: PROTOCOL_VERSION,
      runtime,
      assets,
      backend: options.backend,
      locale: options.locale,
      ...(options.fitSteps !== undefined && { fitSteps: options.fitSteps }),
    }
    port.postMessage(command, Object.values(assets))
  }
  frame.addEventListener('load', () => {
    // The page in the frame never navigates; something did.
    if (++loads > 1) return die('navigated')
    frame.contentWindow?.postMessage({ type: 'zhucai:init' }, '*', [port2])
    boot().catch((error: unknown) => die(error instanceof Error ? error.message : String(error)))
  })
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('allow', '')
  frame.referrerPolicy = 'no-referrer'
  frame.title = options.locale === 'zh' ? '代码运行环境' : 'Code runner'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0;visibility:hidden'
  frame.src = manifest.frame.url
  document.body.append(frame)

  return {
    ready,
    send(command) {
      if (state === 'over') return
      runs.sent(command)
      port.postMessage(command)
    },
    dispose() {
      if (state === 'over') return
      close()
      reject(new Error('disposed'))
    },
    get refused() {
      return refused
    },
  }
}
