/**
 * CIFAR-10 from PNG files of 1024 × 10 000 pixels: each row is one picture of 32 × 32, row by row, in three colours.
 * Training pictures are served in five parts of 10 000, so that a lesson that wants 20 000 loads no more.
 */
import { decode } from 'fast-png'
import { type Examination, picturesOf, type Prepared } from './recipe'
import { drawStratified, restOf, takeExamples } from './split'

const SIZE = 32 * 32 * 3
const BATCH = 10_000
const HIDDEN = 2000
const SEED = 20_090_408

function readPictures(png: Uint8Array, count: number): Uint8Array {
  const { width, height, channels, depth, data } = decode(png, { checkCrc: true })
  if (width !== 1024 || height !== count || channels !== 3 || depth !== 8 || !(data instanceof Uint8Array)) {
    throw new Error(
      `expected 1024 × ${count} pixels in three colours, found ${width} × ${height} in ${channels}`,
    )
  }
  return data
}

function readLabels(json: Uint8Array, count: number): Uint8Array {
  const labels: unknown = JSON.parse(new TextDecoder().decode(json))
  const fits = Array.isArray(labels) && labels.length === count
  if (!fits || !labels.every((label) => Number.isInteger(label) && label >= 0 && label <= 9)) {
    throw new Error(`expected a list of ${count} classes from 0 to 9`)
  }
  return Uint8Array.from(labels as number[])
}

/** @param batch pictures in a file, for tests: 10 000 */
export function prepareCifar10(
  read: (path: string) => Uint8Array,
  { batch, held }: { batch: number; held: number } = { batch: BATCH, held: HIDDEN },
): Prepared {
  const labels = readLabels(read('train_lables.json'), 5 * batch)
  const parts = [1, 2, 3, 4, 5].flatMap((part): [string, Uint8Array][] => [
    [`train-${part}/images`, readPictures(read(`data_batch_${part}.png`), batch)],
    [`train-${part}/labels`, labels.slice((part - 1) * batch, part * batch)],
  ])
  const test = {
    images: readPictures(read('test_batch.png'), batch),
    labels: readLabels(read('test_lables.json'), batch),
  }
  const hidden = drawStratified(test.labels, held, SEED)
  const open = restOf(hidden, batch)
  for (const [name, bytes] of parts) {
    if (name.endsWith('images') && bytes.length !== batch * SIZE) throw new Error(`${name} is cut off`)
  }
  return {
    served: {
      ...Object.fromEntries(parts),
      'test/images': takeExamples(test.images, open, SIZE),
      'test/labels': takeExamples(test.labels, open, 1),
    },
    hidden: {
      examples: takeExamples(test.images, hidden, SIZE),
      labels: takeExamples(test.labels, hidden, 1),
    },
    counts: { train: 5 * batch, test: open.length, hidden: held },
  }
}

/** A photograph is blurred by being moved between pixels, so it moves half as far as a digit does. */
export const CIFAR10_EXAMINATION = {
  kind: 'altered',
  how: {
    shape: [32, 32, 3],
    shift: 0.15,
    turn: 1,
    scale: 0.01,
    slant: 0.01,
    light: { contrast: 0.04, brightness: 3 },
  },
  learned: [1, 2, 3, 4, 5].map((part) => picturesOf(`train-${part}/images`, `train-${part}/labels`)),
} as const satisfies Examination
