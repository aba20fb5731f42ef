import { expect, it } from 'vitest'
import { z } from 'zod'
import { makeId } from './make-id'

it('makes UUIDv7 that sort by time', () => {
  const early = makeId(Date.UTC(2026, 0, 1))
  const late = makeId(Date.UTC(2026, 0, 1) + 1)
  expect(z.uuidv7().safeParse(early).success).toBe(true)
  expect(early < late).toBe(true)
  expect(early.slice(0, 13)).toBe('019b76da-a800')
})
