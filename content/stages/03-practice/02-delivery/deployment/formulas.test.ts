/** Quantisation and the stability index as the lesson writes them, on random inputs, and a model that is saved and reloaded. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './quantise.challenge'

const quantise = challenge.answer as (
  w: number[],
  bits: number,
) => { codes: number[]; step: number; low: number }
const normals = (count: number, seed: number) =>
  Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync())

const psi = (p: number[], r: number[]) =>
  p.reduce((sum, was, i) => sum + (r[i]! - was) * Math.log(r[i]! / was), 0)
const sharesOf = (values: number[]) => {
  const total = values.reduce((sum, value) => sum + Math.abs(value), 0)
  return values.map((value) => Math.abs(value) / total)
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  test.each([1, 2, 4, 8])('in %i bits no weight moves by more than half a step', (bits) => {
    const w = normals(200, seed)
    const { codes, step, low } = quantise(w, bits)
    expect(Math.min(...codes)).toBe(0)
    expect(Math.max(...codes)).toBe(2 ** bits - 1)
    const worst = Math.max(...w.map((value, i) => Math.abs(low + step * codes[i]! - value)))
    expect(worst).toBeLessThanOrEqual(step / 2 + 1e-12)
  })

  test('the stability index is 0 for equal shares and positive otherwise', () => {
    const [p, r] = [sharesOf(normals(10, seed)), sharesOf(normals(10, seed + 50))]
    expect(psi(p, p)).toBe(0)
    expect(psi(p, r)).toBeGreaterThan(0)
    // Both directions of the Kullback–Leibler divergence together.
    const divergence = (a: number[], b: number[]) =>
      a.reduce((sum, share, i) => sum + share * Math.log(share / b[i]!), 0)
    expect(psi(p, r)).toBeCloseTo(divergence(p, r) + divergence(r, p), 10)
  })
})

test('a saved model that is read again predicts the same, bit by bit', async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [5], units: 3, activation: 'softmax' })] })
  let saved: tf.io.ModelArtifacts | undefined
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } }
    }),
  )
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!))
  const x = tf.randomNormal([4, 5], 0, 1, 'float32', 3)
  const [before, after] = [model, loaded].map((net) => Array.from((net.predict(x) as tf.Tensor).dataSync()))
  expect(after).toEqual(before)
})

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})
