import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passes } from '../curriculum/model-check'
import { roughly } from './telling'

const accuracy = { metric: 'accuracy', pass: 0.985 } as const
const loss = { metric: 'loss', pass: 0.4 } as const

describe('what is told of a score that does not count', () => {
  test('is the mark when it passes', () => {
    expect(roughly(accuracy, 0.9912, 'verified')).toBe(0.985)
    expect(roughly(loss, 0.31, 'verified')).toBe(0.4)
  })

  test('is a bound in steps when it does not', () => {
    expect([0.9849, 0.95, 0.9499, 0.1, 0].map((score) => roughly(accuracy, score, 'refused'))).toEqual([
      0.95, 0.95, 0.9, 0.1, 0,
    ])
    expect([0.41, 0.6, 0.61, 2.3].map((score) => roughly(loss, score, 'refused'))).toEqual([
      0.6, 0.6, 0.8, 2.4,
    ])
  })

  test('takes few values, holds, and never reads as passed', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9849, noNaN: true }), (score) => {
        const told = roughly(accuracy, score, 'refused')
        // The product of a step and its number may lie a hair above the score.
        expect(told).toBeLessThanOrEqual(score + 1e-6)
        expect(passes(accuracy as never, told)).toBe(false)
        expect(Math.abs(told * 20 - Math.round(told * 20))).toBeLessThan(1e-6)
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: 0.4001, max: 17, noNaN: true }), (score) => {
        const told = roughly(loss, score, 'refused')
        expect(told).toBeGreaterThanOrEqual(score - 1e-3)
        expect(passes(loss as never, told)).toBe(false)
      }),
    )
  })
})
