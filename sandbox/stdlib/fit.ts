/**
 * Every `fit` reports itself: progress, curves, and the end by Stop or by NaN, without a callback of the trainee's.
 * Reading a loss from the GPU waits for it, so losses are read at most ten times a second there; on WASM and CPU they
 * are a copy of four bytes and are thinned to about 400 points a fit.
 */
import { nextFrame } from '../frames'
import type { Reporter } from '../report'
import { beginWork, type Run } from '../run'
import * as tf from '../tf'
import type { Words } from '../words/words'
import { cutFit, cutFitDataset } from './fit-steps'

/** Stop must be heard within 200 ms; a turn of the event loop costs some 10 µs. */
const YIELD_EVERY = 40
const PROGRESS_EVERY = 250
const GPU_READ_EVERY = 100
const POINTS = 400

type Logs = Record<string, number | tf.Tensor> | undefined
type Callbacks = NonNullable<tf.ModelFitArgs['callbacks']>

type Surroundings = {
  reporter: Reporter
  words: Words
  current: () => Run | undefined
  now: () => number
  /** The line of the cell that calls now, and its callbacks bound to its run. */
  line?: () => number | undefined
  bind?: <F>(run: Run, action: F) => F
  /** The most steps a `fit` takes; as many as it likes when left out. */
  fitSteps?: number | undefined
}

class FitReporter extends tf.Callback {
  private readonly started: number
  private yielded: number
  private read = 0
  private told = 0
  private epoch = 0
  private step = 0
  private total = 0
  /** Steps of the epoch before, where nobody knew them beforehand. */
  private counted = 0

  constructor(
    private readonly run: Run,
    private readonly on: Surroundings,
  ) {
    super()
    this.started = this.yielded = on.now()
  }

  private get reporter() {
    return this.run.report ?? this.on.reporter
  }

  private get plan() {
    const { epochs, initialEpoch, samples, steps, batchSize } = this.params as Record<
      string,
      number | null | undefined
    >
    const perEpoch = steps ?? (samples ? Math.ceil(samples / (batchSize ?? 32)) : this.counted)
    const rounds = Math.max(0, (epochs ?? 1) - (initialEpoch ?? 0))
    return { epochs: epochs ?? 1, perEpoch, all: perEpoch * rounds, rounds, from: initialEpoch ?? 0 }
  }

  private async value(log: number | tf.Tensor): Promise<number> {
    if (typeof log === 'number') return log
    const backend = tf.getBackend()
    return (backend === 'wasm' || backend === 'cpu' ? log.dataSync() : await log.data())[0]!
  }

  private progress(now: number) {
    const { epochs, perEpoch, all } = this.plan
    const seconds = (now - this.started) / 1000
    const stepsPerSecond = seconds > 0 ? this.total / seconds : 0
    this.told = now
    this.reporter.progress({
      epoch: this.epoch,
      epochs,
      step: this.step,
      steps: perEpoch,
      totalStep: this.total,
      totalSteps: all,
      stepsPerSecond,
      ...(stepsPerSecond > 0 && all > 0 && { eta: Math.max(0, all - this.total) / stepsPerSecond }),
    })
  }

  private series(name: string, value: number) {
    this.reporter.point(name.slice(0, 60), this.run.steps, value)
    const { words } = this.on
    if (value === value || this.run.warned.has('nan')) return
    this.run.warned.add('nan')
    this.reporter.text('warn', words.nanLoss(name, this.run.steps))
    this.model.stopTraining = true
  }

  override async onTrainBegin() {
    this.progress(this.on.now())
  }

  override async onEpochBegin(epoch: number) {
    this.epoch = epoch + 1
    this.step = 0
    if (this.run.interrupted) this.model.stopTraining = true
  }

  override async onBatchEnd(_batch: number, logs?: Logs) {
    this.step++
    this.total++
    this.run.steps++
    const { all } = this.plan
    const now = this.on.now()
    const backend = tf.getBackend()
    const quick = backend === 'wasm' || backend === 'cpu'
    const due = quick
      ? this.total % Math.max(1, Math.ceil(Math.max(all, this.total) / POINTS)) === 0
      : now - this.read >= GPU_READ_EVERY
    if (logs && (due || this.total === 1)) {
      this.read = now
      for (const [name, log] of Object.entries(logs)) {
        if (name !== 'batch' && name !== 'size') this.series(name, await this.value(log))
      }
    }
    if (now - this.told >= PROGRESS_EVERY) this.progress(now)
    if (now - this.yielded >= YIELD_EVERY) {
      await nextFrame()
      this.yielded = this.on.now()
    }
    if (this.run.interrupted) this.model.stopTraining = true
  }

  override async onEpochEnd(epoch: number, logs?: Logs) {
    this.counted = this.step
    const { rounds, from } = this.plan
    const stride = Math.max(1, Math.ceil(rounds / POINTS))
    if (logs && ((epoch - from) % stride === stride - 1 || epoch + 1 === from + rounds)) {
      for (const [name, log] of Object.entries(logs)) {
        if (name.startsWith('val_')) this.series(name, await this.value(log))
      }
    }
    const now = this.on.now()
    if (now - this.told >= 100) this.progress(now)
  }

  override async onTrainEnd() {
    this.progress(this.on.now())
    this.reporter.flushPoints()
  }
}

/** The trainee's own callbacks, in the form that lets ours stand beside them. */
function standardise(
  callbacks: Callbacks | undefined,
  yieldEvery: tf.ModelFitArgs['yieldEvery'],
  bind: <F>(action: F) => F,
): tf.CustomCallback[] {
  if (callbacks === undefined || callbacks === null) return []
  return (Array.isArray(callbacks) ? callbacks : [callbacks]).map((callback) =>
    callback instanceof Base
      ? (callback as tf.CustomCallback)
      : new tf.CustomCallback(
          Object.fromEntries(Object.entries(callback).map(([name, action]) => [name, bind(action)])),
          yieldEvery ?? 'auto',
        ),
  )
}

const Base = Object.getPrototypeOf(tf.CustomCallback) as abstract new () => object

export function wrapFit(on: Surroundings): void {
  const prototype = tf.LayersModel.prototype
  const { fit, fitDataset } = prototype
  const reporting = (run: Run, args: Pick<tf.ModelFitArgs, 'callbacks' | 'yieldEvery'>) =>
    [
      new FitReporter(run, on),
      ...standardise(args.callbacks, args.yieldEvery, (action) => on.bind?.(run, action) ?? action),
    ] as tf.CustomCallback[]
  /** The run is not over before its training is, awaited or not. */
  const training = async <T>(run: Run, begin: () => Promise<T>): Promise<T> => {
    const end = beginWork(run, { kind: 'training', line: on.line?.() })
    try {
      return await begin()
    } finally {
      end()
    }
  }
  prototype.fit = function (this: tf.LayersModel, x, y, args = {}) {
    const run = on.current()
    if (!run) return fit.call(this, x, y, args)
    const whole = { x, y, args: { ...args, callbacks: reporting(run, args) } }
    if (on.fitSteps === undefined) return training(run, () => fit.call(this, x, y, whole.args))
    // A cell that calls it in a loop has shown after a few times that it can.
    const steps = run.steps < 5 * on.fitSteps ? on.fitSteps : 1
    const { cut, dispose } = cutFit(steps, whole)
    return training(run, () => fit.call(this, cut.x, cut.y, cut.args).finally(dispose))
  }
  prototype.fitDataset = function (this: tf.LayersModel, dataset, args) {
    const run = on.current()
    if (!run) return fitDataset.call(this, dataset, args)
    const whole = { ...args, callbacks: reporting(run, args ?? {}) }
    if (on.fitSteps === undefined) return training(run, () => fitDataset.call(this, dataset, whole))
    const cut = cutFitDataset(on.fitSteps, { dataset, args: whole })
    return training(run, () => fitDataset.call(this, cut.dataset, cut.args))
  }
}
