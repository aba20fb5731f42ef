/** The interval of the risk ratio against its delta-method derivation and a simulation, and the reversal by confounding. */
import { describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/checks/random'
import { tryChallenge } from '@/lib/checks/try-challenge'
import challenge from './risk-ratio.challenge'

const riskRatio = challenge.answer as (
  a: number,
  n1: number,
  b: number,
  n0: number,
) => { ratio: number; low: number; high: number }

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

test('the challenge is sound', () => {
  expect(tryChallenge(challenge)).toEqual([])
})

describe.each(['1', '2', '3'])('seed %s', (seed) => {
  test('the interval is symmetrical in the logarithm, and turning the groups round inverts it', () => {
    const random = createRandom(seed)
    const [a, n1, b, n0] = [random.int(5, 50), random.int(60, 200), random.int(5, 50), random.int(60, 200)]
    const [one, other] = [riskRatio(a, n1, b, n0), riskRatio(b, n0, a, n1)]
    expect(Math.log(one.high / one.ratio)).toBeCloseTo(Math.log(one.ratio / one.low), 10)
    expect(other.ratio).toBeCloseTo(1 / one.ratio, 10)
    expect(other.low).toBeCloseTo(1 / one.high, 10)
  })

  test('it contains the true ratio about 95 times in 100', () => {
    const random = createRandom(seed)
    const count = (n: number, p: number) => Array.from({ length: n }, () => random.uniform(0, 1)).filter((u) => u < p).length
    const inside = Array.from({ length: 1000 }, () => riskRatio(count(300, 0.12), 300, count(300, 0.2), 300))
    const share = inside.filter(({ low, high }) => low <= 0.6 && 0.6 <= high).length / 1000
    expect(share).toBeGreaterThan(0.92)
    expect(share).toBeLessThan(0.98)
  })
})

test('by the rules of the lesson talks help at either load and seem to harm in total', () => {
  /** Share that leaves with these talks and load, the path averaged out. */
  const leaving = (talks: number, load: number) =>
    [0, 1].reduce((sum, path) => sum + sigmoid(-1.9 + 1.9 * load - 0.7 * talks - 0.6 * path) / 2, 0)
  for (const load of [0, 1]) expect(leaving(1, load) / leaving(0, load)).toBeLessThan(0.75)
  const heavy = (talks: number) => {
    const [loaded, free] = [0.4 * (talks ? 0.8 : 0.2), 0.6 * (talks ? 0.2 : 0.8)]
    return (loaded * leaving(talks, 1) + free * leaving(talks, 0)) / (loaded + free)
  }
  expect(heavy(1) / heavy(0)).toBeGreaterThan(1.1)
})
