/**
 * A tensor where a number was meant: `a + b` becomes text, `x[0] + 1` NaN, `loss < 1` false, and nothing says so. To
 * calculate with a tensor, or to ask it for a position, is therefore an error; in a template literal it is text as before.
 */
import * as tf from './tf'
import { tell } from './told'
import type { Words } from './words/words'

const POSITIONS = 10

export function guardTensors(words: Pick<Words, 'tensorInExpression' | 'tensorByPosition'>): void {
  const { prototype } = tf.Tensor
  Object.defineProperty(prototype, Symbol.toPrimitive, {
    value(this: tf.Tensor, wanted: string) {
      if (wanted === 'string') return this.toString()
      throw tell(new TypeError(words.tensorInExpression))
    },
    configurable: true,
  })
  for (let position = 0; position < POSITIONS; position++) {
    Object.defineProperty(prototype, position, {
      get() {
        throw tell(new TypeError(words.tensorByPosition))
      },
      configurable: true,
    })
  }
}
