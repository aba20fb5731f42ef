// oxlint-disable no-eval -- the engine's own errors are wanted
import { describe, expect, test } from 'vitest'
import { describeError, framesOf, hintFor } from './errors'
import * as tf from '../tf'
import '@tensorflow/tfjs-backend-cpu'
import { transpile, type Transpiled } from '../transpile'
import { WORDS } from '../words'

function cell(source: string): Transpiled {
  const result = transpile(source, 'cell:train')
  if (!result.ok) throw new Error('refused')
  return result.cell
}
async function thrown(action: () => unknown): Promise<Error> {
  try {
    await action()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
const model = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 3, inputShape: [4], name: 'hidden' }), tf.layers.dense({ units: 1 })],
  })
const compiled = () => {
  const made = model()
  made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  return made
}

describe('real errors of TF.js are explained', () => {
  const cases: [string, () => unknown, RegExp][] = [
    [
      'an input of another width',
      () => model().predict(tf.zeros([2, 7])),
      /layer “hidden” takes \[null, 4\] but was given \[2, 7\]/,
    ],
    ['an input of another rank', () => model().predict(tf.zeros([2, 2, 2])), /was given \[2, 2, 2\]/],
    [
      'a target of another width',
      () => compiled().fit(tf.zeros([2, 4]), tf.zeros([2, 5])),
      /gives \[1\] for each example, the targets are \[5\]/,
    ],
    [
      'inputs and targets of different number',
      () => compiled().fit(tf.zeros([2, 4]), tf.zeros([3, 1])),
      /2 inputs but 3 targets/,
    ],
    ['a reshape', () => tf.zeros([6]).reshape([4]), /there are 6, which cannot be laid out as \[4\]/],
    ['too many inputs', () => model().predict([tf.zeros([2, 4]), tf.zeros([2, 4])]), /number of arrays/],
    [
      'layers that do not fit',
      () =>
        tf.layers
          .dense({ units: 1 })
          .apply(tf.layers.conv2d({ filters: 1, kernelSize: 1 }).apply(tf.input({ shape: [3] }))),
      /takes 4D but was given 2D/,
    ],
    ['a matrix product', () => tf.matMul(tf.zeros([2, 3]), tf.zeros([4, 5])), /\[2, 3\] times \[4, 5\]/],
    ['an addition', () => tf.add(tf.zeros([2, 3]), tf.zeros([4])), /\[2, 3\] and \[4\]/],
    [
      'a disposed tensor',
      () => {
        const t = tf.scalar(1)
        t.dispose()
        return t.add(1)
      },
      /disposed/,
    ],
    ['a missing await', () => tf.add(Promise.resolve(1) as never, 1), /await is probably missing/],
    ['a missing compile', () => model().fit(tf.zeros([2, 4]), tf.zeros([2, 1])), /not compiled/],
    ['a missing kernel', () => tf.engine().runKernel('NoSuchKernel', {}), /no NoSuchKernel operation/],
    [
      'endless recursion',
      () => {
        const f = (): number => 1 + f()
        return f()
      },
      /without end/,
    ],
    // Past what any engine can count; what one can count and not have is told as memory that ran out.
    ['too large a buffer', () => new Float32Array(2 ** 52), /too large/],
    ['a length that is none', () => new Float32Array(-1), /too large/],
    ['an undefined name', () => (0, eval)('modle'), /“modle” is not defined yet/],
    ['an undefined Chinese name', () => (0, eval)('模型'), /“模型” is not defined yet/],
    ['a network call', () => (0, eval)('XMLHttpRequest'), /no network/],
  ]
  test.each(cases)('%s', async (_name, action, hint) => {
    await tf.setBackend('cpu')
    const error = await thrown(action)
    expect(hintFor(error.name, error.message, WORDS.en, 'cpu') ?? '').toMatch(hint)
  })
})

test('frames of three engines, inside cells only', () => {
  const cells = new Map([['train', cell('const a = 1\nfunction f() {\n  throw 1\n}\nf()')]])
  const stacks = [
    'Error: x\n    at f__ (cell:train:3:3)\n    at cell:train:5:1\n    at eval (<anonymous>)',
    'f__@cell:train:3:3\n@cell:train:5:1\nstart@data:text/javascript:1:1',
    'f__@cell:train:3:3\n@cell:train:5:1\neval@[native code]',
  ]
  for (const stack of stacks) {
    expect(framesOf(stack, cells).map(({ cell: id, line, name }) => [id, line, name])).toEqual([
      ['train', 3, 'f'],
      ['train', 5, ''],
    ])
  }
  expect(framesOf('at cell:other:1:1\nat cell:train:99:1\nat cell:%E0:1:1', cells)).toEqual([])
})

test('whatever is thrown becomes a description', () => {
  const context = { cells: new Map(), words: WORDS.zh, backend: 'wasm' }
  const hostile = {
    get name(): string {
      throw new Error('no')
    },
    get message(): string {
      throw new Error('no')
    },
    get stack(): string {
      throw new Error('no')
    },
  }
  for (const value of [
    undefined,
    null,
    3,
    'text',
    Symbol('s'),
    {},
    [],
    hostile,
    new Proxy(
      {},
      {
        get() {
          throw new Error('no')
        },
      },
    ),
    Object.create(null),
  ]) {
    const described = describeError(value, context)
    expect(described.name.length).toBeGreaterThan(0)
    expect(described.stack).toEqual([])
  }
  expect(describeError('text', context).message).toBe('"text"')
  expect(describeError(Object.assign(new Error('x'.repeat(9000))), context).message).toHaveLength(4000)
})

test('both languages say the same things', () => {
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, inner]) => [key, keys(inner)])
          .sort()
      : typeof value
  expect(keys(WORDS.zh)).toEqual(keys(WORDS.en))
})
