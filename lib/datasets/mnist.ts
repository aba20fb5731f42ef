/** MNIST and Fashion-MNIST: the same files in the IDX format, the latter packed. A fifth of the test set is hidden. */
import { gunzipSync } from 'node:zlib'
import { parseIdx } from './idx'
import { type Examination, picturesOf, type Prepared } from './recipe'
import { drawStratified, restOf, takeExamples } from './split'

const PIXELS = 28 * 28
const [TRAIN, TEST, HIDDEN] = [60_000, 10_000, 2000]

type Read = (path: string) => Uint8Array

function readPair(images: Uint8Array, labels: Uint8Array, count: number) {
  const pictures = parseIdx(images)
  const classes = parseIdx(labels)
  if (pictures.shape.join() !== [count, 28, 28].join()) {
    throw new Error(`expected images of shape ${count},28,28, found ${pictures.shape.join()}`)
  }
  if (classes.shape.join() !== String(count)) {
    throw new Error(`expected ${count} labels, found ${classes.shape.join()}`)
  }
  if (classes.values.some((label) => label > 9)) throw new Error('a label is not a digit')
  return { images: pictures.values, labels: classes.values }
}

/** @param seed changing it changes what is hidden: the served files get a new path, earlier verdicts stay as they are */
function prepareIdx(read: (name: string) => Uint8Array, seed: number): Prepared {
  const train = readPair(read('train-images-idx3-ubyte'), read('train-labels-idx1-ubyte'), TRAIN)
  const test = readPair(read('t10k-images-idx3-ubyte'), read('t10k-labels-idx1-ubyte'), TEST)
  const hidden = drawStratified(test.labels, HIDDEN, seed)
  const open = restOf(hidden, TEST)
  return {
    served: {
      'train-images': train.images,
      'train-labels': train.labels,
      'test-images': takeExamples(test.images, open, PIXELS),
      'test-labels': takeExamples(test.labels, open, 1),
    },
    hidden: {
      examples: takeExamples(test.images, hidden, PIXELS),
      labels: takeExamples(test.labels, hidden, 1),
    },
    counts: { train: TRAIN, test: open.length, hidden: HIDDEN },
  }
}

export const prepareMnist = (read: Read) => prepareIdx((name) => read(`data/${name}`), 19_980_411)

export const prepareFashion = (read: Read) =>
  prepareIdx((name) => gunzipSync(read(`usr/share/datasets/fashion-mnist/${name}.gz`)), 20_170_825)

/**
 * A fully connected net has no idea of place, so what it is asked may move by a third of a pixel and no more: by half a
 * pixel it lost 0.4 points on MNIST, by one 2.5.
 */
const SLIGHTLY = { shape: [28, 28, 1], shift: 0.3, turn: 2, scale: 0.02, slant: 0.02 } as const
const learned = [picturesOf('train-images', 'train-labels')]

export const MNIST_EXAMINATION = { kind: 'altered', how: SLIGHTLY, learned } as const satisfies Examination

export const FASHION_EXAMINATION = {
  kind: 'altered',
  how: { ...SLIGHTLY, light: { contrast: 0.05, brightness: 4 } },
  learned,
} as const satisfies Examination
