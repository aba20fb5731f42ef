import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { DAY, FREE, paceOf } from './pace'

const NOW = new Date('2026-11-02T08:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

test('the first wrong attempt costs nothing, and each further one more than the one before', () => {
  expect(paceOf([], NOW)).toEqual({ left: FREE, nextAt: null })
  expect(paceOf([ago(0)], NOW)).toEqual({ left: FREE - 1, nextAt: null })
  const waits = Array.from({ length: FREE + 2 }, (_, index) => {
    const { nextAt } = paceOf([...Array.from({ length: index }, () => ago(600)), ago(0)], NOW)
    return nextAt === null ? 0 : (nextAt.getTime() - NOW.getTime()) / 60_000
  })
  expect(waits).toEqual([0, 1, 5, 15, 60, 60, 60])
})

test.prop([fc.array(fc.integer({ min: 0, max: 60 * 30 }), { maxLength: 30 })])(
  'nobody who waits as told makes more than thirty wrong attempts in a day',
  (minutes) => {
    const wrong: Date[] = []
    for (const offset of [...minutes].sort((a, b) => b - a)) {
      const at = ago(offset)
      if (paceOf(wrong, at).nextAt === null) wrong.push(at)
    }
    const dayBefore = wrong.filter((at) => NOW.getTime() - at.getTime() < DAY)
    expect(dayBefore.length).toBeLessThanOrEqual(30)
  },
)
