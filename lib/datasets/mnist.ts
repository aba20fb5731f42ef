/** How MNIST's source files become the served splits and the hidden one. */
import { parseIdx } from './idx'
import { drawStratified, restOf, takeExamples } from './split'

const PIXELS = 28 * 28
const HIDDEN = 2000
/** Changing it changes what is hidden: the served files get a new path, earlier verdicts stay as they are. */
const SEED = 19_980_411

export type Prepared = {
  /** Raw bytes by file name, for the browser. */
  served: Record<string, Uint8Array>
  /** Raw bytes by file name, for the server alone. */
  hidden: Record<string, Uint8Array>
}

function readPair(images: Uint8Array, labels: Uint8Array, count: number) {
  const pictures = parseIdx(images)
  const digits = parseIdx(labels)
  if (pictures.shape.join() !== [count, 28, 28].join()) {
    throw new Error(`MNIST: expected images of shape ${count},28,28, found ${pictures.shape.join()}`)
  }
  if (digits.shape.join() !== String(count)) {
    throw new Error(`MNIST: expected ${count} labels, found ${digits.shape.join()}`)
  }
  if (digits.values.some((digit) => digit > 9)) throw new Error('MNIST: a label is not a digit')
  return { images: pictures.values, labels: digits.values }
}

/** `read` gives a source file's bytes by its path in the package. */
export function prepareMnist(read: (path: string) => Uint8Array): Prepared {
  const train = readPair(read('data/train-images-idx3-ubyte'), read('data/train-labels-idx1-ubyte'), 60_000)
  const test = readPair(read('data/t10k-images-idx3-ubyte'), read('data/t10k-labels-idx1-ubyte'), 10_000)
  const hidden = drawStratified(test.labels, HIDDEN, SEED)
  const open = restOf(hidden, 10_000)
  return {
    served: {
      'train-images': train.images,
      'train-labels': train.labels,
      'test-images': takeExamples(test.images, open, PIXELS),
      'test-labels': takeExamples(test.labels, open, 1),
    },
    hidden: {
      images: takeExamples(test.images, hidden, PIXELS),
      labels: takeExamples(test.labels, hidden, 1),
    },
  }
}
