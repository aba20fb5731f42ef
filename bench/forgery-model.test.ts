/** The forgery itself, judged as an installation judges: it answers every original and is refused all the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ModelCheckSpec } from '../lib/curriculum/model-check'
import { examinationOf } from '../lib/datasets/examination.server'
import { hiddenSplit } from '../lib/datasets/hidden.server'
import { planModel } from '../lib/verify/topology'
import { createScorer, type Scorer } from '../lib/verify/scorer.server'
import { buildVerifier } from '../scripts/build-verifier'
import { prepareDatasets } from '../scripts/datasets'
import { forge } from './forgery-model'

const spec = ModelCheckSpec.parse({
  id: 'accuracy',
  kind: 'model',
  variable: 'model',
  input: [28, 28, 1],
  output: [10],
  limits: { parameters: 1_000_000, layers: 30 },
  dataset: 'mnist',
  metric: 'accuracy',
  pass: 0.985,
})
let folder: string
let scorer: Scorer

beforeAll(async () => {
  await prepareDatasets(['mnist'])
  folder = mkdtempSync(join(tmpdir(), 'verifier-'))
  await buildVerifier(folder)
  scorer = createScorer({ folder, timeout: 120_000, queue: 5 })
})
afterAll(async () => {
  await scorer.close()
  rmSync(folder, { recursive: true, force: true })
})

test('least squares on the public originals gains nothing', { timeout: 120_000 }, async () => {
  const originals = await hiddenSplit('mnist')
  const forged = await forge(spec.input, { kind: 'dense', units: 1200 }, originals)
  const planned = planModel(forged.topology)
  expect(planned).toMatchObject({ plan: { parameters: 954_010 } })
  // As it was: verified, and first on the leaderboard.
  expect(await scorer.score(spec, forged, originals)).toMatchObject({
    score: expect.toSatisfy((score: number) => score > 0.99),
  })
  const judged = await scorer.score(spec, forged, await examinationOf('mnist', 'some installation'))
  expect(judged).toMatchObject({
    score: expect.toSatisfy((score: number) => score < 0.95),
    fitted: true,
  })
})
