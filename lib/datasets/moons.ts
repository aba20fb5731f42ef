/**
 * Two interleaved half circles, made by the project. In every split a tenth of the labels is wrong, so that a net that
 * learns all of its training points has learned mistakes; nothing can be right about more than nine in ten.
 */
import { bytesOf, type Examination, type Prepared } from './recipe'
import { drawSome, seededRandom, shuffled } from './split'

const SEED = 20_261_122
/** Standard deviation of a point from its arc, whose radius is 1. */
const SPREAD = 0.22
const WRONG_LABELS = 0.1
const HIDDEN = 4000

type Split = { points: Float32Array; labels: Uint8Array }

/** Where a point lies beside the arc of its moon: the angle, and two normal steps by Box and Muller. */
function place({ points }: Split, index: number, random: () => number): void {
  const moon = index % 2
  const angle = Math.PI * random()
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const [x, y] =
    moon === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)]
  points[2 * index] = x + SPREAD * normal()
  points[2 * index + 1] = y + SPREAD * normal()
}
/** Numbers that `place` draws. */
const DRAWS = 5

const empty = (count: number): Split => ({
  points: new Float32Array(2 * count),
  labels: new Uint8Array(count),
})

function draw(count: number, random: () => number): Split {
  const split = empty(count)
  for (let index = 0; index < count; index++) {
    const moon = index % 2
    place(split, index, random)
    split.labels[index] = random() < WRONG_LABELS ? 1 - moon : moon
  }
  return split
}

/**
 * The same, as alike from draw to draw as can be: exactly a tenth of each moon's labels wrong, and each number that a point
 * is made of spread evenly over the points of its moon (a Latin hypercube). Otherwise a solution near the mark would pass in
 * one installation and not in another.
 */
function drawEvenly(count: number, random: () => number): Split {
  const split = empty(count)
  const ofEach = count / 2
  for (const moon of [0, 1]) {
    const wrong = new Set(drawSome(ofEach, Math.round(WRONG_LABELS * ofEach), random))
    const strata = Array.from({ length: DRAWS }, () => shuffled(ofEach, random))
    for (let nth = 0; nth < ofEach; nth++) {
      const numbers = strata.map((order) => (order[nth]! + random()) / ofEach)
      place(split, 2 * nth + moon, () => numbers.shift()!)
      split.labels[2 * nth + moon] = wrong.has(nth) ? 1 - moon : moon
    }
  }
  return split
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
    const { points, labels } = drawEvenly(HIDDEN, random)
    return { examples: points, labels }
  },
} as const satisfies Examination
