/** Mistakes a beginner makes in a solution, with the message that TF.js 4.22 or the engine gives for each. */
import type { Random } from './random'

export type DemoCell = {
  id: string
  starter: string
  solution: string
  /** Public checks that a run of the solution passes. */
  checks: readonly string[]
}

type Mistake = {
  /** What the right line looks like. */
  right: RegExp
  wrong: (matched: RegExpExecArray) => string
  error: (matched: RegExpExecArray) => string
  /** Whether it shows at once or only when the model is trained. */
  shows: 'here' | 'in training'
}

const MISTAKES: readonly Mistake[] = [
  {
    right: /\b(\w+)\.fit\(/,
    wrong: ([, model]) => `${model}.fti(`,
    error: ([, model]) => `TypeError: ${model}.fti is not a function`,
    shows: 'here',
  },
  {
    right: /(['"])categoricalCrossentropy\1/,
    wrong: ([, quote]) => `${quote}softmaxCrossEntropy${quote}`,
    error: () =>
      'Error: Unknown loss softmaxCrossEntropy. Use "categoricalCrossentropy" as the string name for tf.losses.softmaxCrossEntropy',
    shows: 'here',
  },
  {
    right: /inputShape: \[784\]/,
    wrong: () => 'inputShape: [28, 28]',
    error: () =>
      'Error: Error when checking input: expected dense_Dense1_input to have 3 dimension(s). but got array with shape 60000,784',
    shows: 'in training',
  },
  {
    right: /units: 10\b/,
    wrong: () => 'units: 1',
    error: () =>
      'Error: target expected a batch of elements where each example has shape [1] (i.e.,tensor shape [*,1]) but the target received an input with 60000 examples, each with shape [10] (tensor shape [60000,10])',
    shows: 'in training',
  },
  {
    right: /\bconst (\w+) = /,
    wrong: ([, name]) => `const ${name}s = `,
    error: ([, name]) => `ReferenceError: ${name} is not defined`,
    shows: 'here',
  },
]

export const trains = (cell: DemoCell) => /\.fit\(/.test(cell.solution)

/** Where the mistake is seen, what it says, and the cells as they read with it. */
export type Failure = { cell: string; error: string; code: Record<string, string> }

/** A mistake that fits one of the first `upTo` cells, or null when nothing in them can be got wrong this way. */
export function makeMistake(cells: readonly DemoCell[], upTo: number, chance: Random): Failure | null {
  const training = cells.findIndex(trains)
  const possible = cells.slice(0, upTo).flatMap((cell, index) =>
    MISTAKES.flatMap((mistake) => {
      const matched = mistake.right.exec(cell.solution)
      const seenIn = mistake.shows === 'here' ? index : training
      return matched && seenIn >= index && seenIn < upTo ? [{ mistake, matched, cell, seenIn }] : []
    }),
  )
  if (possible.length === 0) return null
  // A misspelt name fits nearly every cell; the mistakes of the subject tell more.
  const telling = possible.filter(({ mistake }) => mistake !== MISTAKES.at(-1))
  const { mistake, matched, cell, seenIn } = chance.pick(
    telling.length > 0 && chance.chance(0.7) ? telling : possible,
  )
  const broken = cell.solution.replace(mistake.right, () => mistake.wrong(matched))
  return { cell: cells[seenIn]!.id, error: mistake.error(matched), code: { [cell.id]: broken } }
}
