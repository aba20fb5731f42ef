/**
 * Frees tensors that nobody can reach any more. TF.js leaves that to `dispose` and `tf.tidy`, which is a promise that
 * a notebook cannot keep: a cell that is run again takes the names, and the tensors that bore them stay, 190 MB each
 * time in a lesson of ours. Reachable is what the engine of the language says it is: closures, collections and models
 * count, so nothing in use is ever taken away.
 *
 * Tensors inside a scope of TF.js are left to it, so a training step costs nothing here.
 */
import { natives } from './natives'
import * as tf from './tf'
import { weakNames } from './weak-names'

/** What is left of a tensor when it is gone: enough for the engine to give back its memory. */
type Remains = { dataId: object; dtype: tf.DataType; size: number }

type Engine = {
  state: { activeScope: object | null | undefined; registeredVariables: Record<string, tf.Variable> }
  track(tensor: tf.Tensor): tf.Tensor
  keep(tensor: tf.Tensor): tf.Tensor
  incRef(tensor: tf.Tensor, backend: unknown): void
  disposeTensor(tensor: Remains): void
  isTapeOn(): boolean
}

/**
 * The first cannot be had in Chromium, which collects everything before it refuses; smaller ones alone make it look only
 * now and then, and a cell that loads 190 MB was at the limit after five runs. Where the first can be had, all of them
 * together are more than an engine lets pass without looking for garbage. Untouched, they take no memory.
 */
const PRESSURE = [8 * 2 ** 30, 96 * 2 ** 20, 96 * 2 ** 20]
/** Turns of the event loop in which an engine may tell what it has found. */
const TURNS = 4
/** What is found in one round lets go of more in the next. */
const ATTEMPTS = 3
/** Bytes and tensors that must have come since the last time to make it worth looking. */
const WORTH = { bytes: 32 * 2 ** 20, tensors: 2000 }
/** The same while a cell is under way, when looking holds it up. */
const UNDERWAY = { bytes: 256 * 2 ** 20, tensors: 50_000 }

export type Reclaim = {
  /** Before a cell: frees what was left by those before it, if there is enough of it. */
  between(): Promise<void>
  /** While a cell rests: makes the engine look, and frees when it tells. */
  meanwhile(): void
  /** Buffers of cells, which are let go of in the same way. */
  alsoCount(bytes: () => number): void
}

export function reclaimTensors(): Reclaim {
  const engine = tf.engine() as unknown as Engine
  const { setTimeout, NativePromise } = natives
  // Taken now, as a cell may call something else by these names.
  const Buffer = ArrayBuffer
  const freeing = new FinalizationRegistry<Remains>((remains) => {
    try {
      disposeTensor.call(engine, remains)
    } catch {
      // Of a backend that is gone, with all its memory.
    }
  })
  const watched = new WeakSet<object>()
  const watch = (tensor: tf.Tensor) => {
    if (watched.has(tensor)) return
    watched.add(tensor)
    const { dataId, dtype, size } = tensor
    freeing.register(tensor, { dataId, dtype, size }, tensor)
  }
  const { track, keep, incRef, disposeTensor } = engine

  engine.track = function (this: Engine, tensor) {
    // Outside every scope nobody but the cell knows it.
    if (engine.state.activeScope == null) watch(tensor)
    return track.call(this, tensor)
  }
  engine.keep = function (this: Engine, tensor) {
    // What a gradient keeps, it disposes of.
    if (!engine.isTapeOn()) watch(tensor)
    return keep.call(this, tensor)
  }
  // Variables, and each time one is assigned other values.
  engine.incRef = function (this: Engine, tensor, backend) {
    incRef.call(this, tensor, backend)
    watch(tensor)
  }
  engine.disposeTensor = function (this: Engine, tensor) {
    if (watched.delete(tensor)) freeing.unregister(tensor)
    disposeTensor.call(this, tensor)
  }
  engine.state.registeredVariables = weakNames(engine.state.registeredVariables)
  holdWhileRead()

  let bytesElsewhere = () => 0
  const held = () => {
    const { numBytes, numTensors } = tf.memory()
    return { bytes: numBytes + bytesElsewhere(), tensors: numTensors }
  }
  /** What was there when it was last looked for, between runs and while one went on. */
  const last = { between: held(), meanwhile: held() }
  const grown = (since: keyof typeof last, than: typeof WORTH) => {
    const now = held()
    const before = last[since]
    // The engine may tell later, or look by itself: what is gone by now must not hide what comes.
    before.bytes = Math.min(before.bytes, now.bytes)
    before.tensors = Math.min(before.tensors, now.tensors)
    return now.bytes - before.bytes > than.bytes || now.tensors - before.tensors > than.tensors
  }
  const press = () => {
    forgetGraphs()
    for (const bytes of PRESSURE) {
      try {
        void new Buffer(bytes)
      } catch {
        // There is less memory than that; then the engine has looked already.
        return
      }
    }
  }
  const turn = () => new NativePromise<void>((resume) => setTimeout(resume, 0))
  return {
    async between() {
      for (let attempt = 0; attempt < ATTEMPTS && grown('between', WORTH); attempt++) {
        press()
        for (let count = 0; count < TURNS; count++) await turn()
      }
      last.between = held()
    },
    meanwhile() {
      if (!grown('meanwhile', UNDERWAY)) return
      press()
      last.meanwhile = held()
    },
    alsoCount(bytes) {
      bytesElsewhere = bytes
    },
  }
}

/** The order in which a model computes its layers is remembered with the layers, and so are those of a hundred models. */
function forgetGraphs(): void {
  const remembered = tf.env().getNumber(GRAPHS)
  tf.env().set(GRAPHS, 0)
  tf.env().set(GRAPHS, remembered)
}
const GRAPHS = 'TOPOLOGICAL_SORT_CACHE_MAX_ENTRIES'

/** A tensor whose values are on their way from a device must not lose them under way. */
function holdWhileRead(): void {
  const reading = new Set<object>()
  const { prototype } = tf.Tensor
  for (const name of ['data', 'bytes', 'dataToGPU'] as const) {
    const read = prototype[name] as (this: tf.Tensor, ...given: unknown[]) => unknown
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: tf.Tensor, ...given: unknown[]) {
        const result = read.apply(this, given)
        if (!(result instanceof natives.NativePromise)) return result
        const ticket = { tensor: this }
        reading.add(ticket)
        const done = () => void reading.delete(ticket)
        void natives.react(result, done, done)
        return result
      },
    })
  }
}
