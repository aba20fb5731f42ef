/**
 * The worker's whole life: boot once, then one command after another. Everything that a cell could reach is set up
 * here, and everything dangerous is taken away here, before the first cell is compiled.
 */
import type { Command, KernelEvent, PROTOCOL_VERSION } from '../lib/runtime/protocol'
import { bringUp } from './backend'
import { callCases } from './call'
import { collectWeights } from './collect'
import { captureConsole } from './console'
import { describeError, describeProblem } from './errors'
import { onNextFrame } from './frames'
import { harden } from './harden'
import { natives } from './natives'
import { modelOutput, readTensor, tableOutput } from './outputs'
import { print } from './print'
import { createReporter } from './report'
import { createRun, type Run, Stopped } from './run'
import { createScope } from './scope'
import { CheckFailed, createChecks } from './stdlib/check'
import { createDatasets, type Files } from './stdlib/datasets'
import { wrapFit } from './stdlib/fit'
import { createLive } from './stdlib/live'
import { createRandom } from './stdlib/random'
import { createShow } from './stdlib/show'
import * as tf from './tf'
import { transpile, type Transpiled } from './transpile'
import { WORDS } from './words'

type Boot = Extract<Command, { type: 'boot' }>
type Task = Extract<Command, { type: 'evaluate' | 'check' | 'collect' | 'call' }>

/** Only the type comes over: the schema library has no business in here. */
const VERSION: typeof PROTOCOL_VERSION = 1
const SEED = 20_240_501
const MANY_TENSORS = 10_000

export async function start(boot: Boot, port: MessagePort): Promise<void> {
  const { now, setInterval } = natives
  const scopeObject = globalThis as Record<string, unknown>
  const send = port.postMessage.bind(port)
  const post = (event: KernelEvent, transfer: Transferable[] = []) => send(event, transfer)
  const words = WORDS[boot.locale]
  Error.stackTraceLimit = 60

  const asked = new Map<string, { resolve(files: Files): void; reject(error: Error): void }>()
  let requests = 0
  const need = (dataset: string) =>
    new Promise<Files>((resolve, reject) => {
      const request = `r${++requests}`
      asked.set(request, { resolve, reject })
      post({ type: 'need', request, dataset })
    })

  let current: Run | undefined
  let booted = () => {}
  /** What is sent before the kernel is ready waits for it. */
  let queue = new Promise<void>((resolve) => (booted = resolve))
  let perform: (task: Task) => Promise<void> = async () => {}
  const waiting = new Set<string>()
  port.addEventListener('message', ({ data }: MessageEvent<Command>) => {
    switch (data.type) {
      case 'evaluate':
      case 'check':
      case 'collect':
      case 'call':
        queue = queue.then(() => perform(data))
        return
      case 'interrupt':
        if (current?.id === data.run) current.interrupted = true
        else waiting.add(data.run)
        return
      case 'provide':
        asked.get(data.request)?.resolve(data.files)
        asked.delete(data.request)
        return
      case 'deny':
        asked.get(data.request)?.reject(new Error(data.reason))
        asked.delete(data.request)
        return
      case 'boot':
        return
      default:
        data satisfies never
    }
  })
  port.start()

  const { backend, backends } = await bringUp(boot.backend, {
    assets: boot.assets,
    script: async (name) => new TextDecoder().decode((await need(`kernel/${name}`))['script']),
  })

  const scope = createScope(globalThis)
  const cells = new Map<string, Transpiled>()
  const reporter = createReporter(post, now)
  const context = { cells, words, backend }
  const failedLater = (error: unknown) => reporter.text('error', describeError(error, context).message)
  const special = (value: object) => {
    if (value instanceof tf.Tensor)
      return `Tensor ${value.dtype} [${value.shape.join(', ')}]${value.isDisposed ? ' (disposed)' : ''}`
    if (value instanceof tf.LayersModel)
      return `${value.getClassName()} "${value.name}" (${value.layers.length} layers)`
    if (value instanceof tf.layers.Layer) return `${value.getClassName()} "${value.name}"`
    if (value instanceof tf.History) return `History ${print(value.history)}`
    return undefined
  }
  const safely = (value: object) => {
    try {
      return special(value)
    } catch {
      // An object that only looks like a tensor or a model: printed as any other.
      return undefined
    }
  }

  const surroundings = { reporter, words, current: () => current, now, fitSteps: boot.fitSteps }
  wrapFit(surroundings)
  captureConsole(scopeObject['console'] as Record<string, unknown>, reporter, safely, (rows) =>
    reporter.output(tableOutput(rows)),
  )
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    if (!(event.reason instanceof Stopped)) failedLater(event.reason)
  })
  addEventListener('error', (event) => {
    event.preventDefault()
    failedLater(event.error)
  })
  Math.random = createRandom(SEED)
  harden(globalThis)
  const given: Record<string, unknown> = {
    tf: { ...tf },
    show: createShow(reporter, words, failedLater),
    live: createLive(reporter, words, () => current),
    datasets: createDatasets(need, words),
    ...createChecks(words),
    requestAnimationFrame: (action: (time: number) => void) => onNextFrame(() => action(now())),
  }
  for (const name of Object.keys(given)) {
    natives.defineProperty(globalThis, name, {
      value: given[name],
      writable: true,
      configurable: true,
      enumerable: false,
    })
  }
  delete scopeObject['__kernel']

  const showValue = (value: unknown) => {
    if (value === undefined) return
    if (value instanceof tf.Tensor && !value.isDisposed) return reporter.later(readTensor(value), failedLater)
    if (value instanceof tf.LayersModel) {
      try {
        return reporter.output(modelOutput(value))
      } catch {
        // Not built yet, so it has no shapes to tell: shown as text.
      }
    }
    reporter.output({ kind: 'value', text: print(value, safely) })
  }

  const execute = async (source: string, cell: string) => {
    const result = transpile(source, `cell:${encodeURIComponent(cell)}`)
    if (!result.ok) return { ok: false as const, error: describeProblem(result.problem, words) }
    cells.set(cell, result.cell)
    const close = scope.open(result.cell.lexical, result.cell.hoisted)
    try {
      return { ok: true as const, value: (await natives.eval(result.cell.code)) as unknown }
    } finally {
      close()
    }
  }

  perform = async (task) => {
    const run = createRun(task.run, now())
    current = run
    if (waiting.delete(task.run)) run.interrupted = true
    reporter.begin(run.id)
    post({ type: 'started', run: run.id })
    const ms = () => Math.max(0, now() - run.started)
    const finish = (stopped: boolean) => {
      const { numTensors, numBytes } = tf.memory()
      post({
        type: 'finished',
        run: run.id,
        ms: ms(),
        backend,
        memory: { tensors: numTensors, bytes: numBytes },
        stopped,
      })
    }
    try {
      if (task.type === 'collect') {
        const collected = await collectWeights(scope.get(task.variable), task.variable, words)
        post({ type: 'weights', run: run.id, ...collected }, [collected.values])
        return
      }
      if (task.type === 'call') {
        const named = scope.get(task.function)
        await callCases(named, task, { run, words, post, explain: (error) => describeError(error, context) })
        await reporter.end()
        return finish(run.interrupted)
      }
      const name = task.type === 'check' ? `check:${task.check}` : task.cell
      const result = await execute(task.source, name)
      if (!result.ok) {
        post({ type: 'failed', run: run.id, ms: ms(), error: result.error })
        return
      }
      if (task.type === 'check') {
        await reporter.end()
        post({ type: 'checked', run: run.id, check: task.check, passed: true, message: '' })
      } else {
        showValue(result.value)
        if (tf.memory().numTensors > MANY_TENSORS) reporter.text('warn', words.leak(tf.memory().numTensors))
        await reporter.end()
      }
      finish(run.interrupted)
    } catch (error) {
      await reporter.end()
      if (error instanceof Stopped) return finish(true)
      if (task.type === 'check' && error instanceof CheckFailed) {
        const message = String(error.message).slice(0, 2000)
        post({ type: 'checked', run: run.id, check: task.check, passed: false, message })
        return finish(false)
      }
      post({ type: 'failed', run: run.id, ms: ms(), error: describeError(error, context) })
    } finally {
      reporter.close()
      current = undefined
    }
  }

  setInterval(() => post({ type: 'alive' }), 1000)
  setInterval(() => reporter.tick(), 100)
  booted()
  post({ type: 'ready', protocol: VERSION, backend, backends })
}
