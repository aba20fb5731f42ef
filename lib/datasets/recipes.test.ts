/** Recipes on sources small enough to see through: where examples go, and what is refused. */
import { encode as encodePng } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { prepareCifar10 } from './cifar10'
import { MOONS_EXAMINATION, prepareMoons } from './moons'
import { seededRandom } from './split'
import { toBytes } from './recipe'
import { preparePoems, readTable } from './tables'

describe('CIFAR-10', () => {
  const BATCH = 20
  const SIZE = 3072
  /** Every pixel of picture `index` of a batch says which it is. */
  const png = (batch: number, width = 1024) =>
    encodePng({
      width,
      height: BATCH,
      channels: 3,
      depth: 8,
      data: Uint8Array.from(
        { length: width * BATCH * 3 },
        (_, at) => batch * BATCH + Math.floor(at / (width * 3)),
      ),
    })
  const sources = (): Record<string, Uint8Array> => ({
    ...Object.fromEntries([1, 2, 3, 4, 5].map((batch) => [`data_batch_${batch}.png`, png(batch)])),
    'test_batch.png': png(6),
    'train_lables.json': toBytes(JSON.stringify(Array.from({ length: 5 * BATCH }, (_, index) => index % 10))),
    'test_lables.json': toBytes(JSON.stringify(Array.from({ length: BATCH }, (_, index) => index % 10))),
  })
  const prepare = (files: Record<string, Uint8Array>) =>
    prepareCifar10((path) => files[path]!, { batch: BATCH, held: 10 })

  test('each row of a file is a picture, and each part has its own labels', () => {
    const { served, hidden, counts } = prepare(sources())
    expect(counts).toEqual({ train: 100, test: 10, hidden: 10 })
    expect(served['train-2/images']).toHaveLength(BATCH * SIZE)
    expect([0, SIZE - 1, SIZE].map((at) => served['train-2/images']![at])).toEqual([40, 40, 41])
    expect([...served['train-5/labels']!].slice(0, 3)).toEqual([0, 1, 2])
    const shown = Array.from({ length: 10 }, (_, index) => served['test/images']![index * SIZE])
    const kept = Array.from({ length: 10 }, (_, index) => hidden!.examples[index * SIZE])
    expect([...shown, ...kept].toSorted()).toEqual(Array.from({ length: BATCH }, (_, index) => 120 + index))
    // One of each class is hidden, as the share of the whole is.
    expect([...hidden!.labels].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test.each<[string, Record<string, Uint8Array>, RegExp]>([
    ['a picture of another width', { 'data_batch_3.png': png(3, 512) }, /512 × 20/],
    ['too few labels', { 'test_lables.json': toBytes('[1, 2]') }, /a list of 20/],
    ['a class that is none', { 'train_lables.json': toBytes(JSON.stringify(Array(100).fill(10))) }, /0 to 9/],
  ])('%s is refused', (_, change, message) => {
    expect(() => prepare({ ...sources(), ...change })).toThrow(message)
  })
})

describe('moons', () => {
  test('are the same each time, half of each class, a tenth of it mislabelled', () => {
    const [first, second] = [prepareMoons(), prepareMoons()]
    expect(first.served['train-points']).toEqual(second.served['train-points'])
    const { examples, labels } = first.hidden!
    const share = labels.reduce((sum, label) => sum + label, 0) / labels.length
    expect(Math.abs(share - 0.5)).toBeLessThan(0.03)
    // The points were drawn in turns, so the position tells the true moon.
    const wrong = labels.filter((label, index) => label !== index % 2).length / labels.length
    expect(Math.abs(wrong - 0.1)).toBeLessThan(0.02)
    expect(examples).toHaveLength(8000)
  })

  test('what is asked is as alike from draw to draw as can be', () => {
    const shares = [1, 2, 3].map((seed) => {
      const { examples, labels } = MOONS_EXAMINATION.draw(seededRandom(seed))
      expect(labels.filter((label, index) => label !== index % 2)).toHaveLength(400)
      expect(labels.reduce((sum, label) => sum + label, 0)).toBe(2000)
      // On the wrong side of a line between the moons, whatever the label says.
      const beyond = labels.filter((_, index) => (examples[2 * index + 1]! > 0.25 ? 0 : 1) !== index % 2)
      return beyond.length / labels.length
    })
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.01)
  })
})

describe('tables', () => {
  test('numbers are numbers, empty fields are missing, other columns stay text', () => {
    expect(readTable('a,b\n1.5,x\n,\n-2,3\n')).toEqual({
      columns: ['a', 'b'],
      rows: [
        [1.5, 'x'],
        [null, null],
        [-2, '3'],
      ],
    })
  })

  test('a row of another length is named', () => {
    expect(() => readTable('a,b\n1,2\n3\n')).toThrow('line 3: 1 fields for 2 columns')
  })

  test('a poem without four equal lines is named', () => {
    expect(() => preparePoems(() => toBytes('题\t人\t一二三\t四五六\t七八\t九十百\n'))).toThrow('poems.tsv:1')
  })
})
