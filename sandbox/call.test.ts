import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CaseResult } from '../lib/checks/case-result'
import { CASE_SECONDS, MOST_VALUES, type Wire } from '../lib/checks/wire'
import type { KernelError, KernelEvent } from '../lib/runtime/protocol'
import { callCases } from './call'
import { natives } from './natives'
import { createRun } from './run'
import * as tf from './tf'
import { WORDS } from './words'

beforeAll(() => tf.setBackend('cpu'))
afterEach(() => vi.restoreAllMocks())

const tensor = (values: Wire): Wire => ({ '#': 'tensor', dtype: 'float32', values })

async function call(named: unknown, cases: Wire[][], run = createRun('run-0', 0)): Promise<CaseResult[]> {
  const events: KernelEvent[] = []
  await callCases(
    named,
    { type: 'call', run: run.id, function: 'f', cases },
    {
      run,
      words: WORDS.en,
      post: (event) => events.push(event),
      explain: (error): KernelError => ({
        name: (error as Error).name,
        message: (error as Error).message,
        stack: [],
      }),
    },
  )
  return events.flatMap((event) => (event.type === 'answered' ? [event.result] : []))
}
const returned = (value: unknown) => ({ outcome: 'returned', value })

describe('a challenged function', () => {
  it('gets tensors as tensors and everything else as it is', async () => {
    const seen: unknown[] = []
    const f = (...values: unknown[]) => {
      seen.push(...values.map((value) => (value instanceof tf.Tensor ? value.shape : value)))
      return 0
    }
    await call(f, [[tensor([[1, 2, 3]]), 7, [1, { '#': 'NaN' }], { rate: { '#': '-Infinity' } }, 'text']])
    expect(seen).toEqual([[1, 3], 7, [1, NaN], { rate: -Infinity }, 'text'])
  })

  it.each<[string, () => unknown, unknown]>([
    ['a tensor', () => tf.tensor2d([[1, 2]]), [[1, 2]]],
    ['a scalar tensor', () => tf.scalar(3), 3],
    [
      'a promise of a tensor',
      async () => tf.tensor1d([NaN, Infinity]),
      [{ '#': 'NaN' }, { '#': 'Infinity' }],
    ],
    ['a typed array', () => new Float32Array([1, -0]), [1, { '#': '-0' }]],
    ['an object', () => ({ loss: tf.scalar(1), name: 'x', ok: true }), { loss: 1, name: 'x', ok: true }],
    ['nothing', () => undefined, null],
  ])('may return %s', async (_, f, value) => {
    expect(await call(f, [[]])).toEqual([returned(value)])
  })

  it('goes on after a case that throws, rejects or gives too much', async () => {
    let turn = 0
    const turns = [
      () => {
        throw new TypeError('no shape')
      },
      () => Promise.reject(new RangeError('later')),
      () => Array(MOST_VALUES + 1).fill(0),
      () => tf.zeros([MOST_VALUES + 1]),
      () => [[[[[[[[1]]]]]]]],
      () => 5,
    ]
    const results = await call(
      () => turns[turn++]!(),
      turns.map(() => []),
    )
    expect(results).toMatchObject([
      { outcome: 'threw', name: 'TypeError', message: 'no shape' },
      { outcome: 'threw', name: 'RangeError', message: 'later' },
      { outcome: 'too-large' },
      { outcome: 'too-large' },
      { outcome: 'too-large' },
      { outcome: 'returned', value: 5 },
    ])
  })

  it('that is no function says so', async () => {
    await expect(call(3, [[]])).rejects.toThrow(/no function called “f”/)
  })

  it('stops between cases when asked to', async () => {
    const run = createRun('run-0', 0)
    const f = () => {
      run.interrupted = true
      return 1
    }
    expect(await call(f, [[], [], []], run)).toHaveLength(1)
  })

  it('leaves no argument tensor behind', async () => {
    const before = tf.memory().numTensors
    await call((x: tf.Tensor) => x.sum().arraySync(), [[tensor([1, 2])], [tensor([3])]])
    // The sums are the function's own.
    expect(tf.memory().numTensors - before).toBe(2)
  })

  it('that never settles is left behind when its time is over', async () => {
    const clock = vi.spyOn(natives, 'setTimeout').mockImplementation((action) => queueMicrotask(action))
    let turn = 0
    const results = await call(() => (turn++ === 0 ? new Promise(() => {}) : 5), [[], []])
    expect(results[0]).toEqual({ outcome: 'timed-out' })
    expect(clock).toHaveBeenCalledWith(expect.anything(), CASE_SECONDS * 1000)
  })
})
