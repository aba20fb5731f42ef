/**
 * The worker's whole life: boot once, then one command after another. Everything that a cell could reach is set up
 * here, and everything dangerous is taken away here, before the first cell is compiled.
 */
import type { Command, KernelEvent, PROTOCOL_VERSION } from '../lib/runtime/protocol'
import { bringUp } from './backend'
import { callCases } from './call'
import { collectWeights } from './collect'
import { captureConsole } from './console'
import { DEVICE_LOST, watchDevice } from './device'
import { describeError, describeProblem, framesOf } from './errors/errors'
import { harden } from './harden'
import { guardMemory } from './memory-guard'
import { append, natives } from './natives'
import { modelOutput, readTensor, tableOutput } from './outputs'
import { print } from './print'
import { guardPromises } from './promises'
import { guardTensors } from './tensor-guard'
import { createFollowing, createReporter } from './report'
import { evenRows } from './rows'
import { reclaimTensors } from './reclaim'
import { createRun, type Run, Stopped } from './run'
import { createScope } from './scope'
import { CheckFailed, createChecks } from './stdlib/check'
import { createData } from './stdlib/data'
import { createDatasets, type Files } from './stdlib/datasets'
import { wrapFit } from './stdlib/fit'
import { createLive } from './stdlib/live'
import { createRandom } from './stdlib/random'
import { createShow } from './stdlib/show'
import { limitTensors } from './tensor-size'
import * as tf from './tf'
import { transpile, type Transpiled } from './transpile'
import { shareVariableNames } from './variables'
import { WORDS } from './words'
import { createTurns } from './work'

type Boot = Extract<Command, { type: 'boot' }>
type Task = Extract<Command, { type: 'evaluate' | 'check' | 'collect' | 'call' }>

/** Only the type comes over: the schema library has no business in here. */
const VERSION: typeof PROTOCOL_VERSION = 1
const SEED = 20_240_501
const MANY_TENSORS = 10_000
/** A proxy may throw when it is asked what it is. */
function isA<T>(value: unknown, kind: abstract new (...given: never[]) => T): value is T {
  try {
    return value instanceof kind
  } catch {
    return false
  }
}
/** Runs whose leftovers may still speak. */
const RECENT = 50
/** What a check may count on, whatever a cell has called by this name. */
const BUILT_IN =
  /^([A-Z][A-Za-z0-9]*|tf|show|live|datasets|that|close|console|performance|parseInt|parseFloat|isNaN|isFinite|globalThis|setTimeout|clearTimeout|queueMicrotask)$/

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

  /** An error path that failed itself must not leave the run open, nor hold what waits behind it. */
  const survive = async (task: Task) => {
    try {
      await perform(task)
    } catch {
      const error = { name: 'Error', message: words.unreadable, stack: [] }
      post({ type: 'failed', run: task.run, ms: 0, error })
    }
  }
  let current: Run | undefined
  /** The last runs: what they left behind may still speak. */
  const recent: Run[] = []
  const cells = new Map<string, Transpiled>()
  const lineNow = () => framesOf(String(new Error().stack), cells)[0]?.line
  const turns = createTurns({
    current: () => current,
    stopped: words.stopped,
    failed: (error, run) => failedLater(error, run),
    line: lineNow,
  })
  let booted = () => {}
  /** What is sent before the kernel is ready waits for it. */
  let queue = new Promise<void>((resolve) => (booted = resolve))
  let perform: (task: Task) => Promise<void> = async () => {}
  let failedLater: (error: unknown, run?: Run) => void = () => {}
  const waiting = new Set<string>()
  port.addEventListener('message', ({ data }: MessageEvent<Command>) => {
    switch (data.type) {
      case 'evaluate':
      case 'check':
      case 'collect':
      case 'call':
        queue = natives.react(queue, () => survive(data)) as Promise<void>
        return
      case 'interrupt':
        if (current?.id === data.run) turns.stop(current)
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

  watchDevice(backend, tf.backend(), () => post({ type: 'dead', reason: DEVICE_LOST }))

  const scope = createScope(globalThis)
  const reporter = createFollowing(() => turns.active()?.report)
  const around = {
    names: () => [...Object.keys(globalThis), 'tf', 'show', 'live', 'datasets', 'console', 'Math'],
    look: (name: string) => Object.getOwnPropertyDescriptor(globalThis, name)?.value as unknown,
  }
  const context = { cells, words, backend, around, callers: turns.callersOf }
  failedLater = (error, run = turns.active()) => {
    if (!run || isA(error, Stopped) || error === run.late?.error) return
    // As long as the cell is not over, it fails with what it began.
    if (run === current && !run.late) run.late = { error }
    else {
      const { name, message, at, hint } = describeError(error, context)
      const told = `${name}: ${message}${hint === undefined ? '' : `\n${hint}`}`
      run.report?.text('error', words.late(at?.line, told))
    }
  }
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

  const surroundings = {
    reporter,
    words,
    current: turns.active,
    now,
    fitSteps: boot.fitSteps,
    line: lineNow,
    bind: turns.bind,
  }
  wrapFit(surroundings)
  const reclaim = reclaimTensors()
  shareVariableNames(turns.active)
  captureConsole(scopeObject['console'] as Record<string, unknown>, reporter, safely, (rows) =>
    reporter.output(tableOutput(rows)),
  )
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault()
    failedLater(event.reason)
  })
  addEventListener('error', (event) => {
    event.preventDefault()
    failedLater(event.error)
  })
  Math.random = createRandom(SEED)
  harden(globalThis)
  const given: Record<string, unknown> = {
    tf: {
      ...tf,
      ...limitTensors(words),
      ...evenRows(),
      data: createData({ current: turns.active, enter: turns.enter, now }, words),
      nextFrame: () => new natives.NativePromise<void>((resume) => turns.frame(() => resume())),
    },
    show: createShow(reporter, words, failedLater),
    live: createLive(reporter, words, turns.active),
    datasets: createDatasets(need, words),
    ...createChecks(words),
  }
  for (const name of Object.keys(given)) {
    natives.defineProperty(globalThis, name, {
      value: given[name],
      writable: true,
      configurable: true,
      enumerable: false,
    })
  }
  turns.install(scopeObject)
  guardPromises(words.hint.promise)
  guardTensors(words)
  reclaim.alsoCount(guardMemory(scopeObject, words))
  delete scopeObject['__kernel']

  const showValue = (value: unknown) => {
    if (value === undefined) return
    if (isA(value, tf.Tensor) && !value.isDisposed) return reporter.later(readTensor(value), failedLater)
    if (isA(value, tf.LayersModel)) {
      try {
        return reporter.output(modelOutput(value))
      } catch {
        // Not built yet, so it has no shapes to tell: shown as text.
      }
    }
    reporter.output({ kind: 'value', text: print(value, safely) })
  }

  /** A check keeps its tools, and the platform's own, whatever the cells have called theirs. */
  const toolsOfCheck = () => {
    const own = new Map<string, unknown>(Object.entries({ ...given, console: scopeObject['console'] }))
    for (const [name, value] of scope.hidden()) if (BUILT_IN.test(name)) own.set(name, value)
    return own
  }

  const execute = async (source: string, cell: string, tools?: ReadonlyMap<string, unknown>) => {
    const result = transpile(source, `cell:${encodeURIComponent(cell)}`, tools && [...tools.keys()])
    if (!result.ok) return { ok: false as const, error: describeProblem(result.problem, words, source) }
    cells.set(cell, result.cell)
    const close = tools ? scope.guard() : scope.open(cell, result.cell.lexical, result.cell.hoisted)
    try {
      const script = natives.eval(result.cell.code) as (...given: unknown[]) => Promise<unknown>
      return { ok: true as const, value: await script(turns.passage(cell), ...(tools?.values() ?? [])) }
    } finally {
      close()
    }
  }

  const tellFloating = (run: Run) => {
    for (const { kind, line } of run.work) {
      if (kind === 'training') return run.report?.text('warn', words.floating(line))
    }
    for (const { line } of run.floats) return run.report?.text('warn', words.floating(line))
    for (const { kind, line } of run.work) {
      if (kind === 'interval') return run.report?.text('warn', words.timers(line))
    }
  }

  perform = async (task) => {
    const report = createReporter(post, now, words.leftOut)
    const run = createRun(task.run, now(), report, task.type === 'evaluate' ? task.cell : undefined)
    report.begin(run.id)
    append(recent, run)
    if (recent.length > RECENT) recent.splice(0, 1)
    if (task.type === 'evaluate') await reclaim.between()
    current = run
    turns.enter(run)
    if (waiting.delete(task.run)) run.interrupted = true
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
        await report.end()
        return finish(run.interrupted)
      }
      const name = task.type === 'check' ? `check:${task.check}` : task.cell
      const result = await execute(task.source, name, task.type === 'check' ? toolsOfCheck() : undefined)
      turns.enter(run)
      if (!result.ok) {
        post({ type: 'failed', run: run.id, ms: ms(), error: result.error })
        return
      }
      if (task.type === 'check') {
        await report.end()
        post({ type: 'checked', run: run.id, check: task.check, passed: true, message: '' })
      } else {
        showValue(result.value)
        await turns.settle(run, () => tellFloating(run))
        if (tf.memory().numTensors > MANY_TENSORS) reporter.text('warn', words.leak(tf.memory().numTensors))
        await report.end()
        if (run.late && !run.interrupted) throw run.late.error
      }
      finish(run.interrupted)
    } catch (error) {
      turns.enter(run)
      // What it began ends first: a stopped training does so after its batch.
      if (task.type === 'evaluate') await turns.settle(run, () => tellFloating(run))
      await report.end()
      if (isA(error, Stopped) || (run.interrupted && task.type === 'evaluate')) return finish(true)
      if (task.type === 'check' && isA(error, CheckFailed)) {
        const message = String(error.message).slice(0, 2000)
        post({ type: 'checked', run: run.id, check: task.check, passed: false, message })
        return finish(false)
      }
      post({ type: 'failed', run: run.id, ms: ms(), error: describeError(error, context) })
    } finally {
      current = undefined
      turns.enter(undefined)
    }
  }

  setInterval(() => post({ type: 'alive' }), 1000)
  setInterval(() => {
    for (const { report } of recent) report?.tick()
    reclaim.meanwhile()
  }, 100)
  booted()
  post({ type: 'ready', protocol: VERSION, backend, backends })
}
