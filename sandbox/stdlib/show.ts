import type { Output } from '../../lib/runtime/outputs'
import { chartOutput, imagesOutput, modelOutput, readTensor, tableOutput } from '../outputs'
import type { Reporter } from '../report'
import * as tf from '../tf'
import type { Words } from '../words/words'
import type { ImagesOptions, Show } from './api'
import { createLessonShow } from './lesson-show'

type Labels = NonNullable<ImagesOptions['labels']>

async function namesOf(labels: Labels | undefined, count: number): Promise<string[] | undefined> {
  if (labels === undefined) return undefined
  const values =
    labels instanceof tf.Tensor ? await labels.slice(0, Math.min(count, labels.shape[0] ?? 0)).data() : labels
  return Array.from(values as ArrayLike<string | number>, String).slice(0, count)
}

async function readImages(images: tf.Tensor, options: ImagesOptions): Promise<Output> {
  const [total = 0, height = 0, width = 0, channels = 1] = images.shape
  const count = Math.max(1, Math.min(total, options.max ?? 25, 256))
  // Only what is shown leaves the GPU.
  const some = tf.tidy(() => images.slice(0, count).toFloat())
  const labels = namesOf(options.labels, count)
  const predictions = namesOf(options.predictions, count)
  const data = (await some.data()) as Float32Array
  some.dispose()
  const [known, said] = [await labels, await predictions]
  return imagesOutput(
    data,
    { count, height, width, channels: channels as 1 | 3 },
    {
      ...(options.caption !== undefined && { caption: options.caption }),
      ...(known && { labels: known }),
      ...(said && { predictions: said }),
    },
  )
}

/** `failed` takes what goes wrong while a tensor is read, after the call has returned. */
export function createShow(reporter: Reporter, words: Words, failed: (error: unknown) => void): Show {
  const wrong = (call: string, wanted: string) => new TypeError(words.wrongArgument(call, wanted))
  const made = (call: string, wanted: string, make: () => Output) => {
    try {
      reporter.output(make())
    } catch (error) {
      if (error instanceof TypeError) throw wrong(call, wanted)
      throw error
    }
  }
  return {
    ...createLessonShow(reporter, words, failed),
    table: (rows, options) =>
      made('show.table(rows)', ' [{ a: 1, b: 2 }, …] / [[1, 2], …]', () => tableOutput(rows, options)),
    chart: (options) =>
      made('show.chart(options)', ' { series: { loss: [2.3, 1.9, …] } }', () => chartOutput(options)),
    tensor(tensor, options = {}) {
      if (!(tensor instanceof tf.Tensor)) throw wrong('show.tensor(tensor)', ' tf.Tensor')
      if (tensor.isDisposed) throw new Error('Tensor is disposed.')
      reporter.later(readTensor(tensor, options.name), failed)
    },
    images(images, options = {}) {
      const shape = images instanceof tf.Tensor ? images.shape : []
      const fits =
        (shape.length === 3 || shape.length === 4) &&
        shape.slice(1, 3).every((size) => size >= 1 && size <= 256)
      if (!fits || shape[0] === 0 || ![1, 3].includes(shape[3] ?? 1)) {
        throw wrong('show.images(tensor)', ' [n, ≤256, ≤256] / [n, ≤256, ≤256, 1 | 3]')
      }
      if (images.isDisposed) throw new Error('Tensor is disposed.')
      reporter.later(readImages(images, options), failed)
    },
    model(model) {
      if (!(model instanceof tf.LayersModel)) throw wrong('show.model(model)', ' tf.LayersModel')
      reporter.output(modelOutput(model))
    },
  }
}
