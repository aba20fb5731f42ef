import { describe, expect, test } from 'vitest'
import '@tensorflow/tfjs-backend-cpu'
import { assertFits } from '../backends/kernels/convolution'
import * as tf from '../tf'
import { WORDS } from '../words'
import { type Choice, choicesOf } from './choices'
import { describeError, hintFor } from './errors'
import { RULES, type RuleId, ruleFor } from './rules'

async function thrown(action: () => unknown): Promise<Error> {
  try {
    await action()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
/** The engine's own errors are wanted. */
// oxlint-disable-next-line no-eval -- see above
const slip = (source: string): unknown => (0, eval)(`(() => { ${source} })()`)
// oxlint-disable-next-line typescript/no-explicit-any -- slips are what the types forbid
const any = tf as any
const z = (...shape: number[]) => tf.zeros(shape)
const dense = (units: number, inputShape?: number[]) =>
  tf.layers.dense({ units, ...(inputShape && { inputShape }), name: `d${units}` })
const model = () => tf.sequential({ layers: [dense(3, [4]), dense(1)] })
const compiled = (settings: object = { optimizer: 'sgd', loss: 'meanSquaredError' }) => {
  const made = model()
  made.compile(settings as never)
  return made
}
const conv = (settings: object) => any.layers.conv2d(settings)

/** Rules that no call on this machine provokes. */
type Elsewhere = 'symbol' | 'frozen' | 'wasmArguments' | 'wasmPixels'
/** A real call for each rule. */
const CALLS: Record<Exclude<RuleId, Elsewhere>, () => unknown> = {
  ragged: () => tf.tensor([[1, 2], [3]]),
  raggedKind: () => tf.tensor([[1, 2], 3] as never),
  values: () => tf.tensor([1, 2, 3], [2, 2]),
  flatValues: () => tf.tensor1d([[1]] as never),
  flatShape: () => tf.tensor2d([1, 2, 3]),
  noValues: () => tf.tensor(undefined as never),
  dtype: () => tf.tensor([1], undefined, 'float64' as never),
  shapeForm: () => tf.zeros(3 as never),
  shapeNumbers: () => z(-1),
  scalar: () => tf.scalar([1] as never),
  implicitTwice: () => z(6).reshape([-1, -1]),
  implicitFraction: () => z(6).reshape([-1, 4]),
  matMulRank: () => tf.matMul(z(3), z(3, 1)),
  stringTensor: () => tf.add('a' as never, 1),
  nothing: () => tf.add(undefined as never, 1),
  notTensor: () => tf.add({} as never, 1),
  intTensor: () => tf.oneHot(tf.tensor1d([0, 1]), 3),
  boolTensor: () => tf.logicalNot(z(1)),
  intInput: () => tf.bincount(tf.tensor1d([1]), [] as never, 3),
  dot: () => tf.dot(z(2), z(3)),
  concatShape: () => tf.concat([z(2, 3), z(2, 4)]),
  concatRank: () => tf.concat([z(2, 3), z(2)]),
  concatEmpty: () => tf.concat([]),
  stackShape: () => tf.stack([z(2), z(3)]),
  split: () => tf.split(z(5), 2),
  sliceEnd: () => tf.slice(z(3), [2], [5]),
  sliceRank: () => tf.slice(z(3), [0, 0], [1, 1]),
  sliceScalar: () => tf.slice(tf.scalar(1), [0]),
  gather: () => tf.gather(z(3), tf.tensor1d([5], 'int32')),
  oneHotDepth: () => tf.oneHot([0, 1], 1),
  transposeLength: () => tf.transpose(z(2, 3), [0]),
  perm: () => tf.transpose(z(2, 3), [0, 5]),
  axis: () => z(2, 3).sum(4),
  axisUnstack: () => tf.expandDims(z(2), 5),
  squeeze: () => tf.squeeze(z(2, 3), [0]),
  softmax: () => tf.softmax(z(2, 2), 0),
  convDepth: () =>
    tf.conv2d(tf.zeros([1, 4, 4, 3]) as tf.Tensor4D, tf.zeros([3, 3, 1, 1]) as tf.Tensor4D, 1, 'same'),
  opRank: () => tf.maxPool(z(4, 4) as never, 2, 2, 'same'),
  tidyFunction: () => tf.tidy(1 as never),
  registered: () => {
    tf.variable(z(1), true, 'twice')
    tf.variable(z(1), true, 'twice')
  },
  assign: () => tf.variable(z(1)).assign(z(2)),
  noGradient: () => tf.grad(() => tf.scalar(1))(tf.scalar(2)),
  scalarLoss: () => {
    const v = tf.variable(tf.scalar(1))
    return tf.train.sgd(0.1).minimize(() => v.mul(z(2)) as never)
  },
  gradTensor: () => tf.train.sgd(0.1).minimize(() => 3 as never),
  backend: () => tf.setBackend('webgpux'),
  topk: () => tf.topk(z(2), 5),
  asScalar: () => tf.tensor([1, 2]).asScalar(),
  multinomial: () => tf.multinomial(tf.zeros([1]) as tf.Tensor1D, 3),
  clip: () => tf.clipByValue(z(1), 3, 1),
  count: () => tf.linspace(0, 1, 0),
  einsumArrow: () => tf.einsum('ij,jk', z(2, 3), z(3, 2)),
  einsumSize: () => tf.einsum('ij,jk->ik', z(2, 3), z(4, 2)),
  channels: () =>
    assertFits(
      tf.backend_util.computeConv2DInfo(
        [1, 1, 4, 4],
        [3, 3, 1, 1],
        1,
        1,
        'valid',
        undefined,
        false,
        'channelsFirst',
      ),
    ),
  wasmWindow: () => assertFits(tf.backend_util.computeConv2DInfo([1, 2, 2, 1], [5, 5, 1, 1], 1, 1, 'valid')),
  broadcastTo: () => tf.broadcastTo(z(2), [3]),
  bufferRange: () => tf.buffer([2]).get(5),
  bufferRank: () => tf.buffer([2]).set(1, 0, 0),
  pixels: () => any.browser.fromPixels(null),
  window: () => tf.maxPool(tf.zeros([1, 2, 2, 1]) as tf.Tensor4D, 5, 2, 'valid'),
  inputBatch: () => compiled().fit(z(2, 7), z(2, 1)),
  inputRank: () => compiled().fit(z(2, 2, 4), z(2, 1)),
  categorical: () => compiled({ optimizer: 'sgd', loss: 'categoricalCrossentropy' }).fit(z(2, 4), z(2, 1)),
  lossMissing: () => compiled({ optimizer: 'sgd' }),
  optimizerKind: () => compiled({ optimizer: {}, loss: 'meanSquaredError' }),
  optimizerMissing: () => compiled({ loss: 'meanSquaredError' }).fit(z(2, 4), z(2, 1)),
  layerSize: () => dense(0),
  layerKey: () => conv({ filters: 3 }),
  filters: () => conv({ kernelSize: 3 }),
  padding: () => conv({ filters: 3, kernelSize: 3, padding: 'sme' }),
  inputShape: () => tf.sequential({ layers: [dense(1)] }),
  empty: () => tf.sequential().predict(z(1)),
  tooSmall: () => tf.sequential({ layers: [conv({ filters: 1, kernelSize: 9, inputShape: [4, 4, 1] })] }),
  flatten: () => tf.sequential({ layers: [tf.layers.flatten({ inputShape: [null as never, 2] }), dense(1)] }),
  disconnected: () =>
    tf.model({
      inputs: tf.input({ shape: [2] }),
      outputs: dense(1).apply(tf.input({ shape: [2] })) as never,
    }),
  shapeMissing: () => any.input({}),
  noLayer: () => model().getLayer('nope'),
  layerIndex: () => model().getLayer(undefined as never, 9),
  weightCount: () => model().layers[0]!.setWeights([]),
  weightShape: () => model().layers[0]!.setWeights([z(2, 2), z(3)]),
  inbound: () => dense(1).output,
  concatenate: () => tf.layers.concatenate().apply([z(1, 2), z(2, 2)]),
  merge: () => tf.layers.add().apply([z(1, 2)]),
  anotherFit: async () => {
    const made = compiled()
    const first = made.fit(z(2, 4), z(2, 1), { epochs: 2 })
    try {
      await made.fit(z(2, 4), z(2, 1))
    } finally {
      await first
    }
  },
  batchSize: () => compiled().fit(z(2, 4), z(2, 1), { batchSize: 0 }),
  validation: () => compiled().fit(z(2, 4), z(2, 1), { validationData: [z(1, 4)] as never }),
  dataset: () => compiled().fitDataset({} as never, { epochs: 1 } as never),
  timeDistributed: () => tf.layers.timeDistributed({ layer: dense(1) }).apply(z(2, 2)),
  axisUndefined: () => tf.layers.batchNormalization({ axis: 7 }).apply(z(2, 2)),
  permute: () => any.layers.permute({}),
  restoreBest: () => tf.callbacks.earlyStopping({ restoreBestWeights: true }),
  saving: () => model().save('nope'),
  notImplemented: () => compiled().fit(z(2, 4), z(2, 1), { sampleWeight: z(2) } as never),
  arrayLength: () => Array.from({ length: 1 }).concat(Reflect.construct(Array, [-1])),
  tooEarly: () => slip('y; let y = 1'),
  constant: () => slip('const x = 1; x = 2'),
  undefinedMember: () => slip('let x; x.push(1)'),
  undefinedSet: () => slip('let x; x.a = 1'),
  destructure: () => slip('let x; const { a } = x'),
  iterable: () => slip('for (const x of 3) x'),
  newMissing: () => slip('class Q {}; Q()'),
  constructorKind: () => slip('const q = 5; new q()'),
  reduce: () => slip('[].reduce((a) => a)'),
  json: () => JSON.parse('{'),
  circular: () => slip('const a = {}; a.a = a; JSON.stringify(a)'),
  bigint: () => slip('1n + 1'),
  digits: () => (1).toFixed(200),
  operator: () => slip('2 in 3'),
}
tf.env().set('TENSORLIKE_CHECK_SHAPE_CONSISTENCY', true)

test.each(Object.entries(CALLS))('%s', async (id, call) => {
  await tf.setBackend('cpu')
  const error = await thrown(call)
  expect(`${ruleFor(error.message)?.id}: ${error.message}`).toBe(`${id}: ${error.message}`)
  const zh = hintFor(error.name, error.message, WORDS.zh, 'cpu')
  const en = hintFor(error.name, error.message, WORDS.en, 'cpu')
  expect(zh).toMatch(/\p{Script=Han}/u)
  expect(en).not.toMatch(/\p{Script=Han}/u)
  expect(`${zh}${en}`).not.toMatch(/\{\d|undefined\b.*undefined\b.*undefined/)
})

test('no rule is without a remedy in both languages, ending as a sentence does', () => {
  for (const { zh, en } of Object.values(RULES)) {
    expect(zh).toMatch(/[。？]$/)
    expect(en).toMatch(/[.?]$/)
  }
})

describe('a name that a setting does not know', () => {
  const wrong: [string, () => unknown, RegExp][] = [
    ['loss', () => compiled({ optimizer: 'sgd', loss: 'meanSquareError' }), /meanSquaredError？/],
    ['optimizer', () => compiled({ optimizer: 'adm', loss: 'meanSquaredError' }), /adam？/],
    ['activation', () => tf.layers.dense({ units: 1, activation: 'rleu' as never }), /relu？/],
    [
      'initializer',
      () => tf.layers.dense({ units: 1, kernelInitializer: 'xavier' as never }),
      /glorotUniform/,
    ],
    ['regularizer', () => tf.layers.dense({ units: 1, kernelRegularizer: 'l3' as never }), /l1l2/],
    [
      'metric',
      () =>
        compiled({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['acuracy'] }).fit(z(2, 4), z(2, 1)),
      /accuracy？/,
    ],
  ]
  test.each(wrong)('%s', async (_name, call, hint) => {
    const error = await thrown(call)
    expect(hintFor(error.name, error.message, WORDS.zh, 'cpu')).toMatch(hint)
  })

  test('and what is offered is taken', () => {
    const take: Partial<Record<Choice, (name: string) => unknown>> = {
      loss: (loss) => compiled({ optimizer: 'sgd', loss }),
      Optimizer: (optimizer) => compiled({ optimizer, loss: 'meanSquaredError' }),
      metric: (metric) => compiled({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: [metric] }),
      activation: (activation) => any.layers.dense({ units: 1, activation }),
      initializer: (kernelInitializer) => any.layers.dense({ units: 1, kernelInitializer }),
      regularizer: (kernelRegularizer) => any.layers.dense({ units: 1, kernelRegularizer }),
      constraint: (kernelConstraint) => any.layers.dense({ units: 1, kernelConstraint }),
    }
    const refused: string[] = []
    for (const [choice, call] of Object.entries(take))
      for (const name of choicesOf(choice as Choice)) {
        try {
          call(name)
        } catch (error) {
          if ((error as Error).message.startsWith('Unknown')) refused.push(`${choice} ${name}`)
        }
      }
    expect(refused).toEqual([])
  })
})

describe('a name that is not there', () => {
  const scope: Record<string, unknown> = {
    tf: { ...tf },
    datasets: { mnist() {}, penguins() {} },
    模型: model(),
    lossCurve: 1,
    t: z(2),
  }
  const around = {
    names: () => [...Object.keys(scope), 'Math', 'console'],
    look: (name: string) => scope[name],
  }
  const hint = (name: string, message: string, locale: 'zh' | 'en' = 'zh') =>
    hintFor(name, message, WORDS[locale], 'cpu', around)

  test.each([
    ['document', /没有网页/],
    ['alert', /弹出窗口/],
    ['localStorage', /留在变量里/],
    ['fetch', /没有网络/],
    ['require', /Node/],
    ['process', /Node/],
    ['print', /console\.log/],
    ['True', /true/],
    ['None', /null/],
    ['len', /x\.shape/],
    ['np', /没有 np 这个库/],
    ['lossCurv', /lossCurve？/],
    ['ｌossCurve', /全角/],
    ['totallyElse', /还没有定义/],
  ])('%s', (name, says) => {
    for (const message of [`${name} is not defined`, `Can't find variable: ${name}`]) {
      expect(hint('ReferenceError', message)).toMatch(says)
      expect(hint('ReferenceError', message, 'en')).not.toMatch(/\p{Script=Han}(?!」|”)/u)
    }
  })

  test.each([
    ['tf.tensro is not a function', /tf\.tensor？/],
    ['tf.layers.dens is not a function', /tf\.layers\.dense？/],
    ['模型.comple is not a function', /模型\.compile？/],
    ['t.multiply is not a function', /t\.mul？/],
    ['tf.tensor(...).multiply is not a function', /\.mul？/],
    ['datasets.mnsit is not a function', /datasets\.mnist？.*mnist, penguins/],
    ['datasets.abc is not a function', /mnist, penguins/],
    ['t.shape is not a function', /不是函数/],
    ["tf.tensro is not a function. (In 'tf.tensro(1)', 'tf.tensro' is undefined)", /tf\.tensor？/],
  ])('%s', (message, says) => {
    expect(hint('TypeError', message)).toMatch(says)
    expect(hint('TypeError', message, 'en')).toBeDefined()
  })
})

test('an error of a library that no rule knows is told to be one; what a cell throws itself is left alone', () => {
  const context = { cells: new Map(), words: WORDS.zh, backend: 'cpu' }
  const library = Object.assign(new Error('Zork'), {
    stack: 'Error: Zork\n    at f (tf.js:1:1)\n    at cell:a:1:1',
  })
  const own = Object.assign(new Error('Zork'), { stack: 'Error: Zork\n    at cell:a:1:1' })
  expect(describeError(library, context).hint).toMatch(/TensorFlow\.js/)
  expect(describeError(own, context).hint).toBeUndefined()
})
