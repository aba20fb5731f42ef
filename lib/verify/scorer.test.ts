import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildVerifier } from '../../scripts/build-verifier'
import { prepareDatasets } from '../../scripts/datasets'
import { LayerSpec } from '../curriculum/layers'
import { ModelCheckSpec } from '../curriculum/model-check'
import { type HiddenSplit, hiddenSplit } from '../datasets/hidden.server'
import { judgeUpload } from './judge-upload'
import { createScorer, type Scorer } from './scorer.server'
import { chain, planModel, prescribed } from './topology'
import { trainModel } from './trained-model.testing'

const spec = ModelCheckSpec.parse({
  id: 'digits',
  kind: 'model',
  variable: 'model',
  input: [784],
  layers: [
    { type: 'dense', units: 32, activation: 'relu' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.8,
})
const WEIGHTS = 784 * 32 + 32 + 32 * 10 + 10
const model = (values: Float32Array) => ({ topology: prescribed(spec)!, values })
let folder: string
let hidden: HiddenSplit
let scorer: Scorer

beforeAll(async () => {
  await prepareDatasets(['mnist'])
  folder = mkdtempSync(join(tmpdir(), 'verifier-'))
  await buildVerifier(folder)
  hidden = await hiddenSplit('mnist')
  scorer = createScorer({ folder, timeout: 20_000, queue: 50 })
})
afterAll(async () => {
  await scorer.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the scorer', () => {
  test('gives a trained model a high score and an untrained one about a tenth', async () => {
    const judged = judgeUpload(spec, await trainModel(spec, 60))
    if (judged.kind !== 'weights') throw new Error(judged.reason.code)
    const trained = await scorer.score(spec, judged, hidden)
    expect(trained).toMatchObject({ kind: 'scored', score: expect.toSatisfy((score: number) => score > 0.8) })

    const empty = await scorer.score(spec, model(new Float32Array(WEIGHTS)), hidden)
    // All outputs are equal, so class 0 is said each time.
    const zeros = hidden.labels.filter((label) => label === 0).length
    expect(empty).toMatchObject({ kind: 'scored', score: zeros / hidden.labels.length })
  })

  test('scores what is known worse, and says when only the hidden examples are known', async () => {
    // Always class 0: all of these, a tenth of all.
    const noughts = [...hidden.labels.keys()].filter((at) => hidden.labels[at] === 0)
    const known: HiddenSplit = {
      images: Uint8Array.from(noughts.flatMap((at) => [...hidden.images.subarray(at * 784, (at + 1) * 784)])),
      labels: Uint8Array.from(noughts, () => 0),
    }
    const tenth = noughts.length / hidden.labels.length
    const score = (asked: HiddenSplit, learned: HiddenSplit, as = spec) =>
      scorer.score(as, model(new Float32Array(WEIGHTS)), { ...asked, learned })
    expect(await score(known, hidden)).toMatchObject({ score: tenth, fitted: true })
    expect(await score(hidden, known)).toMatchObject({ score: tenth, fitted: false })
    expect(await score(hidden, hidden)).toMatchObject({ score: tenth, fitted: false })
    // Of a loss the higher is the worse; all ten classes are equally likely here, so both are the same.
    const loss = ModelCheckSpec.parse({ ...spec, metric: 'loss', pass: 3 })
    expect(await score(known, hidden, loss)).toMatchObject({ score: expect.closeTo(Math.log(10), 5) })
    expect(await score(known, known)).toMatchObject({ score: 1, fitted: false })
  })

  test('refuses served examples that do not fit the model', async () => {
    const learned = { images: new Uint8Array(783), labels: new Uint8Array(1) }
    await expect(
      scorer.score(spec, model(new Float32Array(WEIGHTS)), { ...hidden, learned }),
    ).rejects.toThrow('do not fit')
  })

  test('counts predictions that are not numbers as wrong', async () => {
    const huge = new Float32Array(WEIGHTS).fill(1e6)
    huge.fill(-1e6, 784 * 32 + 32)
    const broken = await scorer.score(spec, model(huge.fill(3e38, 0, 784 * 32)), hidden)
    expect(broken).toMatchObject({ kind: 'scored', score: 0 })
  })

  test('serves ten people at once, each with their own score', async () => {
    const offers = Array.from({ length: 10 }, (_, digit) => {
      const values = new Float32Array(WEIGHTS)
      values[WEIGHTS - 10 + digit] = 5 // the bias of one class: it is said every time
      return values
    })
    const scores = await Promise.all(offers.map((values) => scorer.score(spec, model(values), hidden)))
    expect(scores).toMatchObject(
      offers.map((_, digit) => ({
        kind: 'scored',
        score: hidden.labels.filter((label) => label === digit).length / hidden.labels.length,
      })),
    )
  })

  test('tells each how many are before them, and takes bytes into account', async () => {
    const bytes = new Float32Array(WEIGHTS).byteLength
    const small = createScorer({ folder, timeout: 20_000, queue: 10, bytes: 2 * bytes })
    const values = new Float32Array(WEIGHTS)
    const offers = ['a', 'b', 'c', 'd'].map((ticket) => small.score(spec, model(values), hidden, ticket))
    expect(['a', 'b', 'c', 'd'].map((ticket) => small.ahead(ticket))).toEqual([0, 1, 2, null])
    expect((await Promise.all(offers)).map(({ kind }) => kind)).toEqual([
      'scored',
      'scored',
      'scored',
      'busy',
    ])
    expect(small.ahead('a')).toBeNull()
    await small.close()
  })

  test('scores a convolutional network of a million weights on two thousand colour pictures, ten at once', async () => {
    const check = ModelCheckSpec.parse({
      id: 'cifar',
      kind: 'model',
      variable: 'model',
      input: [32, 32, 3],
      output: [10],
      limits: { parameters: 2_000_000, layers: 30 },
      dataset: 'cifar10',
      metric: 'accuracy',
      pass: 0.6,
    })
    const conv = (filters: number) => ({
      type: 'conv2d',
      filters,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
    })
    const layers = [
      conv(32),
      { type: 'batchNormalization' },
      conv(32),
      { type: 'maxPooling2d' },
      conv(64),
      conv(64),
      { type: 'maxPooling2d' },
      { type: 'dropout', rate: 0.3 },
      { type: 'flatten' },
      { type: 'dense', units: 220, activation: 'relu' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ].map((layer) => LayerSpec.parse(layer))
    const topology = { input: [32, 32, 3], nodes: chain(layers) }
    const planned = planModel(topology)
    if (planned.kind !== 'planned') throw new Error(planned.reason.code)
    expect(planned.plan.parameters).toBeGreaterThan(900_000)
    const pictures = (count: number) => ({
      images: new Uint8Array(count * 3072).map((_, at) => at * 7919),
      labels: new Uint8Array(count),
    })
    const patient = createScorer({ folder, timeout: 60_000, queue: 50 })
    const scores = await Promise.all(
      Array.from({ length: 10 }, (_, digit) => {
        const values = new Float32Array(planned.plan.parameters)
        values[values.length - 10 + digit] = 5
        // The first one at full size: the others would only make the test longer.
        return patient.score(check, { topology, values }, pictures(digit === 0 ? 2000 : 100))
      }),
    )
    expect(scores).toMatchObject(
      Array.from({ length: 10 }, (_, digit) => ({ kind: 'scored', score: digit === 0 ? 1 : 0 })),
    )
    await patient.close()
  }, 120_000)

  test('turns work away when its queue is full', async () => {
    const small = createScorer({ folder, timeout: 20_000, queue: 2 })
    const offers = await Promise.all(
      Array.from({ length: 6 }, () => small.score(spec, model(new Float32Array(WEIGHTS)), hidden)),
    )
    expect(offers.map(({ kind }) => kind)).toEqual(['scored', 'scored', 'scored', 'busy', 'busy', 'busy'])
    await small.close()
  })

  test('replaces a thread that does not answer in time', async () => {
    const stuck = mkdtempSync(join(tmpdir(), 'verifier-'))
    // Endless on the first job it is given, by a mark in the weights; otherwise it says class 7.
    writeFileSync(
      join(stuck, 'verifier.mjs'),
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ job, values, examples }) => {
        while (values[0] === 1);
        parentPort.postMessage({ type: 'predicted', job, outputs: new Float32Array((examples.length / 784) * 10) })
      })`,
    )
    const slow = createScorer({ folder: stuck, timeout: 3_000, queue: 50 })
    const [looping, next] = await Promise.all([
      slow.score(spec, model(new Float32Array(WEIGHTS).fill(1)), hidden),
      slow.score(spec, model(new Float32Array(WEIGHTS)), hidden),
    ])
    expect(looping).toMatchObject({ kind: 'slow', seconds: 3 })
    expect(next).toMatchObject({ kind: 'scored' })
    await slow.close()
    rmSync(stuck, { recursive: true, force: true })
  })

  test('one person’s endless models do not keep another from being scored', async () => {
    const stuck = mkdtempSync(join(tmpdir(), 'verifier-'))
    writeFileSync(
      join(stuck, 'verifier.mjs'),
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ job, values, examples }) => {
        while (values[0] === 1);
        parentPort.postMessage({ type: 'predicted', job, outputs: new Float32Array((examples.length / 784) * 10) })
      })`,
    )
    const fair = createScorer({ folder: stuck, timeout: 120_000, queue: 50, threads: 2 })
    const endless = model(new Float32Array(WEIGHTS).fill(1))
    const theirs = Array.from({ length: 3 }, (_, index) =>
      fair.score(spec, endless, hidden, `endless-${index}`, 'somebody'),
    )
    const mine = await fair.score(spec, model(new Float32Array(WEIGHTS)), hidden, 'mine', 'me')
    expect(mine).toMatchObject({ kind: 'scored' })
    expect(fair.ahead('endless-0')).toBe(0)
    expect(fair.ahead('endless-1')).toBe(1)
    await fair.close()
    expect(await Promise.all(theirs)).toMatchObject(theirs.map(() => ({ kind: 'busy' })))
    rmSync(stuck, { recursive: true, force: true })
  }, 60_000)

  test('computes nothing more in a thread that has failed', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'verifier-'))
    // As after a trap: the first failure spoils every later job of the same thread.
    writeFileSync(
      join(broken, 'verifier.mjs'),
      `import { parentPort } from 'node:worker_threads'
      let dead = false
      parentPort.on('message', ({ job, values, examples }) => {
        dead ||= values[0] === 1
        if (dead) parentPort.postMessage({ type: 'failed', job, message: 'memory access out of bounds' })
        else parentPort.postMessage({ type: 'predicted', job, outputs: new Float32Array((examples.length / 784) * 10) })
      })`,
    )
    const healing = createScorer({ folder: broken, timeout: 20_000, queue: 50 })
    const outcomes = await Promise.allSettled([
      healing.score(spec, model(new Float32Array(WEIGHTS).fill(1)), hidden),
      healing.score(spec, model(new Float32Array(WEIGHTS)), hidden),
    ])
    expect(outcomes).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: { kind: 'scored' } },
    ])
    await healing.close()
    rmSync(broken, { recursive: true, force: true })
  })

  test('reports a thread that dies, and goes on with the next job', async () => {
    const mortal = mkdtempSync(join(tmpdir(), 'verifier-'))
    writeFileSync(
      join(mortal, 'verifier.mjs'),
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ job, values, examples }) => {
        if (values[0] === 1) process.exit(3)
        parentPort.postMessage({ type: 'predicted', job, outputs: new Float32Array((examples.length / 784) * 10) })
      })`,
    )
    const dying = createScorer({ folder: mortal, timeout: 20_000, queue: 50 })
    const outcomes = await Promise.allSettled([
      dying.score(spec, model(new Float32Array(WEIGHTS).fill(1)), hidden),
      dying.score(spec, model(new Float32Array(WEIGHTS)), hidden),
    ])
    expect(outcomes).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: { kind: 'scored' } },
    ])
    await dying.close()
    rmSync(mortal, { recursive: true, force: true })
  })
})
