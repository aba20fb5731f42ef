import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildVerifier } from '../../scripts/build-verifier'
import { prepareDatasets } from '../../scripts/datasets'
import { ModelCheckSpec } from '../curriculum/checks'
import { type HiddenSplit, hiddenSplit } from '../datasets/hidden.server'
import { judgeUpload } from './judge-upload'
import { createScorer, type Scorer } from './scorer.server'
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
    const trained = await scorer.score(spec, judged.values, hidden)
    expect(trained).toMatchObject({ kind: 'scored', score: expect.toSatisfy((score: number) => score > 0.8) })

    const empty = await scorer.score(spec, new Float32Array(WEIGHTS), hidden)
    // All outputs are equal, so class 0 is said each time.
    const zeros = hidden.labels.filter((label) => label === 0).length
    expect(empty).toEqual({ kind: 'scored', score: zeros / hidden.labels.length })
  })

  test('counts predictions that are not numbers as wrong', async () => {
    const huge = new Float32Array(WEIGHTS).fill(1e6)
    huge.fill(-1e6, 784 * 32 + 32)
    const broken = await scorer.score(spec, huge.fill(3e38, 0, 784 * 32), hidden)
    expect(broken).toEqual({ kind: 'scored', score: 0 })
  })

  test('serves ten people at once, each with their own score', async () => {
    const offers = Array.from({ length: 10 }, (_, digit) => {
      const values = new Float32Array(WEIGHTS)
      values[WEIGHTS - 10 + digit] = 5 // the bias of one class: it is said every time
      return values
    })
    const scores = await Promise.all(offers.map((values) => scorer.score(spec, values, hidden)))
    expect(scores).toEqual(
      offers.map((_, digit) => ({
        kind: 'scored',
        score: hidden.labels.filter((label) => label === digit).length / hidden.labels.length,
      })),
    )
  })

  test('turns work away when its queue is full', async () => {
    const small = createScorer({ folder, timeout: 20_000, queue: 2 })
    const offers = await Promise.all(
      Array.from({ length: 6 }, () => small.score(spec, new Float32Array(WEIGHTS), hidden)),
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
      parentPort.on('message', ({ job, values, images }) => {
        while (values[0] === 1);
        parentPort.postMessage({ type: 'predicted', job, predictions: new Uint8Array(images.length / 784).fill(7) })
      })`,
    )
    const slow = createScorer({ folder: stuck, timeout: 3_000, queue: 50 })
    const [looping, next] = await Promise.all([
      slow.score(spec, new Float32Array(WEIGHTS).fill(1), hidden),
      slow.score(spec, new Float32Array(WEIGHTS), hidden),
    ])
    expect(looping).toMatchObject({ kind: 'busy' })
    expect(next).toMatchObject({ kind: 'scored' })
    await slow.close()
    rmSync(stuck, { recursive: true, force: true })
  })

  test('reports a thread that dies, and goes on with the next job', async () => {
    const mortal = mkdtempSync(join(tmpdir(), 'verifier-'))
    writeFileSync(
      join(mortal, 'verifier.mjs'),
      `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ job, values, images }) => {
        if (values[0] === 1) process.exit(3)
        parentPort.postMessage({ type: 'predicted', job, predictions: new Uint8Array(images.length / 784).fill(7) })
      })`,
    )
    const dying = createScorer({ folder: mortal, timeout: 20_000, queue: 50 })
    const outcomes = await Promise.allSettled([
      dying.score(spec, new Float32Array(WEIGHTS).fill(1), hidden),
      dying.score(spec, new Float32Array(WEIGHTS), hidden),
    ])
    expect(outcomes).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled', value: { kind: 'scored' } },
    ])
    await dying.close()
    rmSync(mortal, { recursive: true, force: true })
  })
})
