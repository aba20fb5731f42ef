/** `show.plot` and its sisters: tensors are read, the pure builders of `figures/` do the rest. */
import type { Output } from '../../lib/runtime/outputs'
import { confusionOutput } from '../figures/confusion'
import { convolutionOutput } from '../figures/convolution'
import { decisionOutput, planDecision } from '../figures/decision'
import { descentOutput } from '../figures/descent'
import { attentionOutput, headsOf, heatmapOutput } from '../figures/heatmap'
import { Misuse } from '../figures/misuse'
import { plotOutput } from '../figures/plot'
import { tableOf, vectorOf } from '../figures/read'
import { rocOutput } from '../figures/roc'
import { runsOutput } from '../figures/runs'
import { tokensOutput } from '../figures/tokens'
import type { Reporter } from '../report'
import * as tf from '../tf'
import type { Words } from '../words/words'
import type { LessonShow } from './show-api'

/** A tensor as nested arrays, read now and there later; anything else as it is. */
const arraysOf = (value: unknown): unknown => {
  if (!(value instanceof tf.Tensor)) return value
  if (value.isDisposed) throw new Error('Tensor is disposed.')
  return value.array()
}

export function createLessonShow(
  reporter: Reporter,
  words: Words,
  failed: (error: unknown) => void,
): LessonShow {
  const explained = (call: string, error: unknown) =>
    error instanceof Misuse ? new TypeError(words.wrongArgument(call, error.wanted)) : error

  const now = (call: string, make: () => Output) => {
    try {
      reporter.output(make())
    } catch (error) {
      throw explained(call, error)
    }
  }
  /** Made at once when no tensor has to be read, so that an error names the line of the call. */
  const made = (call: string, parts: unknown[], make: (...arrays: unknown[]) => Output) => {
    const arrays = parts.map(arraysOf)
    if (!arrays.some((part) => part instanceof Promise)) return now(call, () => make(...arrays))
    const output = async () => {
      try {
        return make(...(await Promise.all(arrays)))
      } catch (error) {
        throw explained(call, error)
      }
    }
    reporter.later(output(), failed)
  }
  const some = <T extends object>(options: T | undefined): T => options ?? ({} as T)

  return {
    plot: (options) => now('show.plot', () => plotOutput(options)),
    descent: (options) => now('show.descent', () => descentOutput(options)),
    runs: (options) => now('show.runs', () => runsOutput(options)),
    tokens: (options) => now('show.tokens', () => tokensOutput(options)),
    heatmap(given) {
      const options = some(given)
      made('show.heatmap', [options.values], (values) =>
        heatmapOutput(options, tableOf(values, ' { values: [[1, 2], [3, 4]] /* | Tensor2D */ }')),
      )
    },
    attention(given) {
      const options = some(given)
      made('show.attention', [options.weights], (weights) => attentionOutput(options, headsOf(weights)))
    },
    confusion(given) {
      const options = some(given)
      const wanted = ' { labels: [0, 1, …], predictions: [0, 1, …] }'
      made('show.confusion', [options.labels, options.predictions], (labels, predictions) =>
        confusionOutput(options, vectorOf(labels, wanted), vectorOf(predictions, wanted)),
      )
    },
    roc(given) {
      const options = some(given)
      const wanted = ' { labels: [0, 1, …], scores: [0.2, 0.9, …] }'
      made('show.roc', [options.labels, options.scores], (labels, scores) =>
        rocOutput(options, vectorOf(labels, wanted), vectorOf(scores, wanted)),
      )
    },
    convolution(given) {
      const options = some(given)
      const wanted = ' { image: [[0, 1, …], …], kernel: [[1, 0], [0, −1]] }'
      made('show.convolution', [options.image, options.kernel], (image, kernel) =>
        convolutionOutput(options, tableOf(image, wanted), tableOf(kernel, wanted)),
      )
    },
    decision(given) {
      const options = some(given)
      const answer = (plan: ReturnType<typeof planDecision>) => {
        const answers: unknown = tf.tidy(() => options.predict?.(tf.tensor2d(plan.asked)) as tf.Tensor)
        if (!(answers instanceof tf.Tensor)) throw new Misuse(' { predict: (points) => Tensor }')
        return answers
      }
      const read = async (plan: ReturnType<typeof planDecision>, answers: tf.Tensor) => {
        const data = await answers.data()
        const width = answers.size / plan.asked.length
        answers.dispose()
        return decisionOutput(options, plan, data, width)
      }
      const say = (error: unknown) => explained('show.decision', error)
      const [points, labels] = [arraysOf(options.points), arraysOf(options.labels)]
      if (points instanceof Promise || labels instanceof Promise) {
        const later = async () => {
          try {
            const plan = planDecision({ ...options, points: await points, labels: await labels })
            return await read(plan, answer(plan))
          } catch (error) {
            throw say(error)
          }
        }
        return reporter.later(later(), failed)
      }
      // Asked at once: the model may be trained on before anything else is read.
      try {
        const plan = planDecision({ ...options, points, labels })
        const told = read(plan, answer(plan)).catch((error: unknown) => {
          throw say(error)
        })
        reporter.later(told, failed)
      } catch (error) {
        throw say(error)
      }
    },
  }
}
