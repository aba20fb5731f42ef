/** A training curve like those the MNIST perceptron of the lessons gives. */
import type { Curve } from '../progress/events'
import type { Random } from './random'

/** Of an epoch: 48 000 pictures in batches of 128. */
const STEPS = 375
const POINTS = 180

const round = (value: number) => Math.round(value * 10_000) / 10_000
/** Share of wrong answers that goes with a cross-entropy; 0.9 at the loss of guessing, fitted to runs of the lesson. */
const wrong = (loss: number) => 0.9 * Math.min(1, loss / 2.3) ** 1.12

/**
 * @param score accuracy on pictures not trained on, 0 to 1, where the curve ends
 * @returns loss and acc a step, val_loss and val_acc an epoch
 */
export function trainingCurve(score: number, chance: Random): Curve {
  const epochs = chance.int(8, 12)
  const last = STEPS * epochs
  const finalLoss = 2.3 * ((1 - score) / 0.9) ** (1 / 1.12)
  // Loss falls like a power of the step; the exponent makes it end where the score says.
  const exponent = Math.log(2.3 / finalLoss) / Math.log(1 + last / 25)
  const smooth = (step: number) => 2.3 * (1 + step / 25) ** -exponent
  const x = Array.from({ length: POINTS }, (_, index) => Math.round(1 + (index * (last - 1)) / (POINTS - 1)))
  const loss = x.map((step) => smooth(step) * Math.exp(chance.normal(-0.05, 0.16)))
  const ends = Array.from({ length: epochs }, (_, index) => STEPS * (index + 1))
  const validation = ends.map((step) => smooth(step) * Math.exp(chance.normal(0.02, 0.03)))
  validation[epochs - 1] = finalLoss
  return {
    series: [
      { name: 'loss', x, y: loss.map(round) },
      {
        name: 'acc',
        x,
        y: loss.map((value) => round(Math.min(1, 1 - wrong(value) * Math.exp(chance.normal(0, 0.1))))),
      },
      { name: 'val_loss', x: ends, y: validation.map(round) },
      { name: 'val_acc', x: ends, y: validation.map((value) => round(1 - wrong(value))) },
    ],
  }
}
