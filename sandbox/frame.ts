/**
 * The window between host and worker. It takes one port from its parent, starts the worker, and passes messages on
 * under a budget; a flood ends here, in a process of its own, and not in the page. It is treated as compromised: the
 * host checks everything again, and the headers of `app/sandbox/frame` hold whatever runs here.
 */
import { WORKER } from './boot'
import { createBudget, stubOf } from './budget'
import { stripWindow } from './strip'

type Json = Record<string, unknown>

function main() {
  const { Worker, MessageChannel } = globalThis
  stripWindow()
  addEventListener('message', function accept({ source, data, ports }) {
    const host = ports[0]
    if (source !== parent || !host || (data as Json | null)?.['type'] !== 'zhucai:init') return
    removeEventListener('message', accept)
    connect(host, Worker, MessageChannel)
  })
}

function connect(host: MessagePort, WorkerOf: typeof Worker, ChannelOf: typeof MessageChannel) {
  const now = performance.now.bind(performance)
  const judge = createBudget(now())
  const { port1: kernel, port2 } = new ChannelOf()
  let worker: Worker | undefined
  let run = ''
  let stubbed = ''
  let dropped = 0
  let reported = 0
  let told = 0

  const tellDropped = () => {
    told = now()
    if (dropped === reported || run === '') return
    host.postMessage({ type: 'truncated', run, dropped: dropped - reported })
    reported = dropped
  }
  const die = (reason: string) => host.postMessage({ type: 'dead', reason: reason.slice(0, 490) })

  kernel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const verdict = judge(data, now())
    if (verdict === 'drop') {
      dropped++
      // In a flood the timer below has to wait.
      if (now() - told > 500) tellDropped()
      const stub = stubOf(data)
      // Once a run: a flood of ends is a flood.
      if (stub && stub.run === run && stubbed !== run) {
        stubbed = run
        host.postMessage(stub)
      }
    }
    if (verdict !== 'pass') return
    const { type, values } = data as Json
    if (type === 'finished' || type === 'failed') tellDropped()
    host.postMessage(data, values instanceof ArrayBuffer ? [values] : [])
  })
  host.addEventListener('message', ({ data }: MessageEvent<Json>) => {
    if (typeof data['run'] === 'string' && data['type'] !== 'interrupt') {
      tellDropped()
      run = data['run']
    }
    if (worker) {
      const files =
        data['type'] === 'provide' ? Object.values(data['files'] as Record<string, ArrayBuffer>) : []
      kernel.postMessage(data, files)
      return
    }
    if (data['type'] !== 'boot') return
    try {
      worker = new WorkerOf(`data:text/javascript,${encodeURIComponent(WORKER)}`)
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        die(event.message || 'the worker could not start')
      })
      worker.postMessage([data], [port2, ...Object.values(data['assets'] as Record<string, ArrayBuffer>)])
    } catch (error) {
      die(String(error))
    }
  })
  kernel.start()
  host.start()
  // Says that this process lives even while the worker is busy; the relay lets no kernel message of this type through.
  setInterval(() => {
    tellDropped()
    host.postMessage({ type: 'pulse' })
  }, 1000)
}

main()
