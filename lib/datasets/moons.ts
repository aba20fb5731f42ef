/**
 * Two interleaved half circles, made by the project. In every split a tenth of the labels is wrong, so that a net that
 * learns all of its training points has learned mistakes; nothing can be right about more than nine in ten.
 */
import { bytesOf, type Examination, type Prepared } from './recipe'
import { seededRandom } from './split'

const SEED = 20_261_122
/** Standard deviation of a point from its arc, whose radius is 1. */
const SPREAD = 0.22
const WRONG_LABELS = 0.1
const HIDDEN = 4000

type Split = { points: Float32Array; labels: Uint8Array }

function draw(count: number, random: () => number): Split {
  /** Box and Muller: two even draws make a normal one. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const points = new Float32Array(2 * count)
  const labels = new Uint8Array(count)
  for (let index = 0; index < count; index++) {
    const moon = index % 2
    const angle = Math.PI * random()
    const [x, y] =
      moon === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
    points[2 * index] = x + SPREAD * normal()
    points[2 * index + 1] = y + SPREAD * normal()
    labels[index] = random() < WRONG_LABELS ? 1 - moon : moon
  }
  return { points, labels }
}

export function prepareMoons(): Prepared {
  const [train, test, hidden] = [1000, 200, HIDDEN].map((count, split) =>
    draw(count, seededRandom(SEED + split)),
  ) as [Split, Split, Split]
  return {
    served: {
      'train-points': bytesOf(train.points),
      'train-labels': train.labels,
      'test-points': bytesOf(test.points),
      'test-labels': test.labels,
    },
    hidden: { examples: hidden.points, labels: hidden.labels },
    counts: { train: 1000, test: 200, hidden: HIDDEN },
  }
}

/** The seed above stands in this repository, so nobody is scored on the points that it makes. */
export const MOONS_EXAMINATION = {
  kind: 'drawn',
  draw: (random) => {
    const { points, labels } = draw(HIDDEN, random)
    return { examples: points, labels }
  },
} as const satisfies Examination
