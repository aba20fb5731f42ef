import { expect, it } from 'vitest'
import { BACKENDS } from '../runtime/protocol'
import { BACKEND_NAMES } from './backends'

it('names every backend of the protocol', () => {
  expect(BACKEND_NAMES).toEqual(BACKENDS)
})
