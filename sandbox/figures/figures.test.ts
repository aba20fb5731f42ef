// oxlint-disable vitest/expect-expect -- the expectations are in `valid` and in properties
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Output } from '../../lib/runtime/outputs'
import { confusionOutput } from './confusion'
import { convolutionOutput } from './convolution'
import { decisionOutput, planDecision } from './decision'
import { descentOutput } from './descent'
import { attentionOutput, headsOf, heatmapOutput } from './heatmap'
import { Misuse } from './misuse'
import { plotOutput } from './plot'
import { tableOf, type Table } from './read'
import { rocOutput } from './roc'
import { runsOutput } from './runs'
import { rangeAround } from './surface'
import { tokensOutput } from './tokens'

const valid = (output: unknown) => expect(Output.safeParse(output).error?.issues).toBeUndefined()
const table = (rows: number, columns: number, of: (index: number) => number): Table => ({
  rows,
  columns,
  values: Array.from({ length: rows * columns }, (_, index) => of(index)),
})
const anything = fc.anything({ withTypedArray: true, withNullPrototype: true })

describe('what cannot be drawn is refused as misuse, whatever it is', () => {
  const calls: [string, (given: never) => unknown][] = [
    ['plot', plotOutput],
    ['descent', descentOutput],
    ['runs', runsOutput],
    ['tokens', tokensOutput],
    ['heatmap', (given) => heatmapOutput({}, tableOf(given, ''))],
    ['attention', (given) => attentionOutput({ tokens: ['a'] }, headsOf(given))],
    ['decision', (given) => planDecision({ points: given, labels: [0] })],
  ]
  test.each(calls)('%s', (_name, call) => {
    fc.assert(
      fc.property(anything, (given) => {
        try {
          call(given as never)
        } catch (error) {
          // A symbol or an object without a prototype cannot be made a number or a word: the language says so itself.
          if (!(error instanceof TypeError)) expect(error).toBeInstanceOf(Misuse)
        }
      }),
    )
  })
  test('errors of the trainee’s own function pass through', () => {
    const broken = () => {
      throw new RangeError('mine')
    }
    expect(() => plotOutput({ functions: { broken }, from: 0, to: 1 })).toThrow(RangeError)
    expect(() => descentOutput({ loss: broken, paths: { a: [[0, 0]] }, from: [0, 0], to: [1, 1] })).toThrow(
      RangeError,
    )
  })
})

describe('plot', () => {
  test('a derivative follows each function', () => {
    const output = plotOutput({ functions: { cube: (x) => x ** 3 }, from: -2, to: 2, derivatives: true })
    valid(output)
    expect(output.curves.map(({ label, slope }) => [label, slope])).toEqual([
      ['cube', false],
      ['cube′', true],
    ])
    output.x.forEach((x, index) => expect(output.curves[1]!.values[index]).toBeCloseTo(3 * x * x, 4))
  })
  test('poles and gaps are kept as they are', () => {
    const output = plotOutput({ functions: { inverse: (x) => 1 / x, root: Math.sqrt }, from: -1, to: 1 })
    valid(output)
    expect(output.curves[1]!.values[0]).toBeNaN()
  })
  test.each([
    [{}],
    [{ a: () => 'x' }],
    [Object.fromEntries(Array.from({ length: 7 }, (_, i) => [i, Math.sin]))],
  ])('refused: %o', (functions) => {
    expect(() => plotOutput({ functions: functions as never, from: 0, to: 1 })).toThrow(Misuse)
  })
})

describe('decision', () => {
  const points = Array.from({ length: 3000 }, (_, index) => [index % 10, index % 7])
  const plan = planDecision({ points, labels: points.map(([x]) => Number(x! > 4)) })

  test('asks a grid over all points, then the first two thousand of them', () => {
    expect(plan.asked).toHaveLength(80 * 80 + 2000)
    const { x0, x1, y0, y1 } = plan.range
    ;[-0.9, 9.9, -0.6, 6.6].forEach((end, index) => expect([x0, x1, y0, y1][index]).toBeCloseTo(end, 9))
    expect(plan.total).toBe(3000)
  })
  test('one probability a point', () => {
    const answers = plan.asked.map(([x]) => (x > 4.5 ? 0.9 : NaN))
    const output = decisionOutput({}, plan, answers, 1)
    valid(output)
    expect(new Set(output.surface)).toEqual(new Set([0, 230]))
    expect(output.points.every(({ label, predicted }) => label === predicted)).toBe(true)
  })
  test('a probability for each class', () => {
    const answers = plan.asked.flatMap(([, y]) => [0.2, 0.3, y > 3 ? 0.5 : 0])
    const output = decisionOutput({}, plan, answers, 3)
    valid(output)
    expect(output.classes).toBe(3)
    expect(new Set(output.surface)).toEqual(new Set([1, 2]))
  })
  test('answers of another length are refused', () => {
    expect(() => decisionOutput({}, plan, [1, 2, 3], 1)).toThrow(Misuse)
    expect(() => decisionOutput({}, plan, [], 0.5)).toThrow(Misuse)
  })
  test('a range holds its points, also a single one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.float(), fc.float())), (some) => {
        const { x0, x1, y0, y1 } = rangeAround(some)
        expect(x0 < x1 && y0 < y1).toBe(true)
        for (const [x] of some) if (Number.isFinite(x)) expect(x >= x0 && x <= x1).toBe(true)
      }),
    )
  })
})

test('a descent keeps its first and last step when it is thinned', () => {
  const path = Array.from({ length: 5001 }, (_, step): [number, number] => [step / 5000, 1])
  const output = descentOutput({
    loss: (x, y) => x * x + y,
    paths: { SGD: path },
    from: [-1, -1],
    to: [1, 1],
  })
  valid(output)
  const [only] = output.paths
  expect(only!.step).toHaveLength(500)
  expect([only!.step[0], only!.step.at(-1), only!.x.at(-1), only!.loss.at(-1)]).toEqual([0, 5000, 1, 2])
})

describe('heat maps', () => {
  test('digits are written where they fit: integers without, others with two', () => {
    expect(
      heatmapOutput(
        {},
        table(2, 3, (index) => index),
      ).digits,
    ).toBe(0)
    expect(
      heatmapOutput(
        {},
        table(2, 3, (index) => index / 7),
      ).digits,
    ).toBe(2)
    expect(
      heatmapOutput(
        {},
        table(2, 20, (index) => index),
      ).digits,
    ).toBeUndefined()
  })
  test('the upper left part of a large matrix, and how large it was', () => {
    const output = heatmapOutput(
      { rows: ['first'] },
      table(100, 70, (index) => index),
    )
    valid(output)
    expect([output.rows.length, output.columns.length, output.total]).toEqual([64, 64, [100, 70]])
    expect(output.values[64]).toBe(70)
    expect(output.rows.slice(0, 2)).toEqual(['first', '1'])
  })
  test('attention of many heads is cut to what the wall lets through', () => {
    const side = 80
    const head = Array.from({ length: side }, () => Array.from({ length: side }, () => 1 / side))
    const tokens = Array.from({ length: side }, String)
    const output = attentionOutput({ tokens }, headsOf(Array.from({ length: 20 }, () => head)))
    valid(output)
    expect(output.heads).toBe(16)
    expect(output.weights.length).toBeLessThanOrEqual(30_000)
  })
  test('attention must match its tokens', () => {
    expect(() => attentionOutput({ tokens: ['a', 'b'] }, headsOf([[1]]))).toThrow(Misuse)
    valid(attentionOutput({ tokens: ['a'], keys: ['b', 'c'] }, headsOf([[0.5, 0.5]])))
  })
})

const classes = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { minLength: 1, maxLength: 200 })

test('a confusion matrix sums to the examples, its rows to the labels, its columns to the predictions', () => {
  fc.assert(
    fc.property(classes, (pairs) => {
      const [labels, predictions] = [pairs.map(([label]) => label), pairs.map(([, said]) => said)]
      const output = confusionOutput({}, labels, predictions)
      valid(output)
      const size = output.classes.length
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      expect(sum(output.counts)).toBe(pairs.length)
      for (let one = 0; one < size; one++) {
        const row = output.counts.slice(one * size, (one + 1) * size)
        const column = output.counts.filter((_, index) => index % size === one)
        expect(sum(row)).toBe(labels.filter((label) => label === one).length)
        expect(sum(column)).toBe(predictions.filter((said) => said === one).length)
      }
    }),
  )
})

test.each([
  [[0, 1], [0]],
  [[-1], [0]],
  [[0.5], [0]],
  [[20], [0]],
  [[], []],
])('no confusion matrix of %o and %o', (labels, predictions) => {
  expect(() => confusionOutput({}, labels, predictions)).toThrow(Misuse)
})

const scored = fc
  .array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 80 })
  .filter((some) => new Set(some.map(([label]) => label)).size === 2)

describe('ROC', () => {
  test('the area is the chance that a positive outranks a negative, ties counting half', () => {
    fc.assert(
      fc.property(scored, (some) => {
        const output = rocOutput(
          {},
          some.map(([label]) => label),
          some.map(([, score]) => score / 3),
        )
        valid(output)
        const of = (wanted: number) => some.filter(([label]) => label === wanted).map(([, score]) => score)
        let won = 0
        for (const high of of(1)) for (const low of of(0)) won += high > low ? 1 : high === low ? 0.5 : 0
        expect(output.auc).toBeCloseTo(won / (output.positives * output.negatives), 10)
      }),
    )
  })
  test('runs from nothing to everything, and never back', () => {
    fc.assert(
      fc.property(scored, (some) => {
        const labels = some.map(([label]) => label)
        const { points, positives, negatives } = rocOutput(
          {},
          labels,
          some.map(([, score]) => score),
        )
        expect(points[0]).toEqual({ threshold: Infinity, truePositives: 0, falsePositives: 0 })
        expect(points.at(-1)).toMatchObject({ truePositives: positives, falsePositives: negatives })
        points.slice(1).forEach((point, index) => {
          const before = points[index]!
          expect(point.threshold).toBeLessThan(before.threshold)
          expect(point.truePositives).toBeGreaterThanOrEqual(before.truePositives)
          expect(point.falsePositives).toBeGreaterThanOrEqual(before.falsePositives)
        })
      }),
    )
  })
  test('many thresholds are thinned, the area is not', () => {
    const labels = Array.from({ length: 5000 }, (_, index) => index % 2)
    const scores = labels.map((label, index) => label + ((index * 7919) % 5000) / 2500)
    const output = rocOutput({}, labels, scores)
    valid(output)
    expect(output.points).toHaveLength(400)
  })
  test.each([
    [
      [1, 1],
      [0.1, 0.2],
    ],
    [
      [0, 1],
      [NaN, 1],
    ],
    [
      [0, 2],
      [1, 1],
    ],
    [[0, 1], [1]],
  ])('refused: %o %o', (labels, scores) => {
    expect(() => rocOutput({}, labels, scores)).toThrow(Misuse)
  })
})

describe('runs', () => {
  test('histories and plain curves, with the training curve beside validation', () => {
    const output = runsOutput({
      runs: {
        a: { history: { loss: [1, 0.5], val_loss: [1.1, 0.9] } },
        b: { val_loss: Float32Array.of(1, 2) },
      },
    })
    valid(output)
    expect(output).toMatchObject({ metric: 'val_loss', lower: true })
    expect(output.runs).toEqual([
      { name: 'a', values: [1.1, 0.9], training: [1, 0.5] },
      { name: 'b', values: [1, 2] },
    ])
  })
  test('accuracy is better when it is higher', () => {
    expect(runsOutput({ runs: { a: { val_acc: [0.5] } }, metric: 'val_acc' }).lower).toBe(false)
  })
  test('names the curves there are when one is missing', () => {
    expect(() => runsOutput({ runs: { a: { loss: [1] } } })).toThrow(/val_loss.*loss/)
  })
})

describe('convolution', () => {
  test('is what the definition says, for every size', () => {
    const size = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(size, size, size, size, fc.nat(), (height, width, tall, wide, seed) => {
        fc.pre(tall <= height && wide <= width)
        const image = table(height, width, (index) => (index * 7 + seed) % 11)
        const kernel = table(tall, wide, (index) => ((index * 5 + seed) % 7) - 3)
        const output = convolutionOutput({}, image, kernel)
        valid(output)
        for (let row = 0; row <= height - tall; row++) {
          for (let column = 0; column <= width - wide; column++) {
            let sum = 0
            for (let y = 0; y < tall; y++)
              for (let x = 0; x < wide; x++)
                sum += image.values[(row + y) * width + column + x]! * kernel.values[y * wide + x]!
            expect(output.result[row * (width - wide + 1) + column]).toBe(sum)
          }
        }
      }),
    )
  })
  test.each([
    [2, 2, 3, 3],
    [33, 3, 1, 1],
    [20, 20, 8, 1],
  ])('refused: %i × %i under %i × %i', (height, width, tall, wide) => {
    expect(() =>
      convolutionOutput(
        {},
        table(height, width, () => 1),
        table(tall, wide, () => 1),
      ),
    ).toThrow(Misuse)
  })
})

test('tokens are counted before they are cut', () => {
  const tokens = Array.from({ length: 1200 }, () => 'x'.repeat(300))
  const output = tokensOutput({ tokens, ids: tokens.map((_, index) => index) })
  valid(output)
  expect([output.tokens.length, output.total, output.tokens[7]!.id]).toEqual([1000, 1200, 7])
  expect(() => tokensOutput({ tokens: ['a'], ids: [1, 2] })).toThrow(Misuse)
})
