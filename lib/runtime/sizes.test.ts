import { expect, test } from 'vitest'
import { Upload } from '../verify/upload'
import { isPlain } from './gate'
import { KernelEvent } from './protocol'
import {
  MOST_MODEL_BYTES,
  MOST_OUTPUT_BYTES,
  MOST_PARAMETERS,
  MOST_WEIGHT_BYTES,
  MOST_WEIGHTS,
  UPLOAD_LIMIT,
} from './sizes'

const layers = [{ type: 'Dense', config: {} }]
/** The largest model there may be, in as many tensors as there may be. */
const specs = Array.from({ length: MOST_WEIGHTS }, (_, index) => ({
  name: `${'w'.repeat(190)}/${index}`,
  shape: [MOST_PARAMETERS / MOST_WEIGHTS],
}))

test('the largest model passes every step on its way to the server', () => {
  const values = new ArrayBuffer(MOST_WEIGHT_BYTES)
  const message = { type: 'weights', run: 'run-00000001', layers, specs, values }
  expect(isPlain(message)).toBe(true)
  expect(KernelEvent.safeParse(message).success).toBe(true)
  const upload = {
    id: '01920000-0000-7000-8000-000000000000',
    version: 1,
    layers,
    specs,
    values: Buffer.from(values).toString('base64'),
    code: {},
    backend: 'wasm',
  }
  expect(Upload.safeParse(upload).success).toBe(true)
  expect(JSON.stringify(upload).length).toBeLessThan(UPLOAD_LIMIT)
})

test('one number more is turned away by the gate already, and outputs never need so much', () => {
  expect(isPlain({ values: new ArrayBuffer(MOST_MODEL_BYTES + 4) })).toBe(false)
  expect(MOST_OUTPUT_BYTES).toBeLessThan(MOST_MODEL_BYTES)
})
