/**
 * `tf.data` without what needs the outside: data sets from arrays and generators, and all their methods. TF.js pulls
 * elements in microtasks alone, so an endless data set would shut out Stop: every source gives way from time to time,
 * ends when its run was stopped, and makes that run the acting one before what comes after it is called.
 */
import { Dataset, array, datasetFromIteratorFn, zip } from '@tensorflow/tfjs-data/dist/dataset'
import {
  iteratorFromFunction,
  iteratorFromItems,
  type LazyIterator,
} from '@tensorflow/tfjs-data/dist/iterators/lazy_iterator'
import { nextFrame } from '../frames'
import { beginWork, type Run, Stopped } from '../run'
import * as tf from '../tf'
import type { Words } from '../words/words'

type Element = tf.TensorContainer
type Next = () => Promise<IteratorResult<Element>> | IteratorResult<Element>
type Turns = {
  current(): Run | undefined
  enter(run: Run): void
  now(): number
}

/** As `fit` does: Stop must be heard within 200 ms. */
const YIELD_EVERY = 40
/** After Stop a training still gets the batch it is at, so that its history is kept. */
const GRACE = 250

const OUTSIDE = ['csv', 'webcam', 'microphone', 'CSVDataset', 'TextLineDataset', 'URLDataSource'] as const

export function createData(on: Turns, words: Words) {
  let yielded = on.now()
  /** When a source first met the stop of its run: a data set that repeats begins a new source each time. */
  const met = new WeakMap<Run, number>()
  const isOver = (run: Run) => {
    if (!run.interrupted) return false
    const since = met.get(run) ?? on.now()
    met.set(run, since)
    return on.now() - since >= GRACE
  }
  /** Pulls for the run that began to read. */
  const paced = (next: Next): LazyIterator<Element> => {
    const run = on.current()
    return iteratorFromFunction<Element>(async () => {
      if (on.now() - yielded >= YIELD_EVERY) {
        await nextFrame()
        yielded = on.now()
      }
      if (run) {
        if (isOver(run)) throw new Stopped(words.stopped)
        on.enter(run)
      }
      const got = await next()
      if (run) on.enter(run)
      return got
    })
  }
  /** What reads a data set without a training: the run is not over before it is. */
  const held = <A extends unknown[], R>(method: (...given: A) => Promise<R>) =>
    async function (this: unknown, ...given: A): Promise<R> {
      const end = beginWork(on.current(), { kind: 'data' })
      try {
        return await method.apply(this, given)
      } finally {
        end()
      }
    }
  const methods = Dataset.prototype
  methods.forEachAsync = held(methods.forEachAsync)
  methods.toArray = held(methods.toArray)
  const { shuffle } = methods
  // Seeded like every other chance of a cell, so that a lesson reads the same for everybody.
  methods.shuffle = function (bufferSize, seed, reshuffle) {
    return shuffle.call(this, bufferSize, seed ?? String(Math.random()), reshuffle)
  }
  const { evaluateDataset } = tf.LayersModel.prototype
  tf.LayersModel.prototype.evaluateDataset = held(evaluateDataset)

  const refused = (call: string) => () => {
    throw new Error(words.noSource(`tf.data.${call}`))
  }
  return {
    Dataset,
    zip,
    array(items: Element[]) {
      // TF.js's own call says what is wrong with anything else.
      if (!Array.isArray(items)) return array(items)
      return datasetFromIteratorFn<Element>(async () => {
        const source = iteratorFromItems(items)
        return paced(() => source.next())
      }, items.length)
    },
    func(next: Next) {
      wanted('tf.data.func(f)', next, words)
      return datasetFromIteratorFn<Element>(async () => paced(next))
    },
    generator(begin: () => Iterator<Element> | AsyncIterator<Element> | Promise<Iterator<Element>>) {
      wanted('tf.data.generator(f)', begin, words)
      return datasetFromIteratorFn<Element>(async () => {
        const source = await begin()
        if (typeof source?.next !== 'function')
          throw new TypeError(words.wrongArgument('tf.data.generator(f)', words.iterator))
        return paced(() => source.next())
      })
    },
    ...Object.fromEntries(OUTSIDE.map((name) => [name, refused(name)])),
  }
}

function wanted(call: string, value: unknown, words: Words) {
  if (typeof value !== 'function') throw new TypeError(words.wrongArgument(call, words.iterator))
}
