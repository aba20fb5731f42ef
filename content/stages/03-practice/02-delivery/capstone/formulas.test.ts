/** Wilson's interval as the lesson writes it: it solves the equation it comes from, and covers as often as it says. */
import { describe, expect, test } from 'vitest'

const Z = 1.96

function wilson(right: number, n: number): [number, number] {
  const p = right / n
  const middle = p + Z ** 2 / (2 * n)
  const half = Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2))
  return [(middle - half) / (1 + Z ** 2 / n), (middle + half) / (1 + Z ** 2 / n)]
}

/** The chance of k right of n when each is right with p. */
function binomial(n: number, p: number): number[] {
  const chances = [1]
  for (let i = 0; i < n; i++) {
    for (let k = i + 1; k >= 0; k--) {
      chances[k] = (chances[k] ?? 0) * (1 - p) + (k > 0 ? (chances[k - 1] ?? 0) * p : 0)
    }
  }
  return chances
}

describe.each([
  [97, 100],
  [50, 100],
  [3, 40],
  [100, 100],
  [0, 30],
])('%i of %i right', (right, n) => {
  test('an end is where the observed share lies 1.96 standard errors away', () => {
    for (const end of wilson(right, n)) {
      expect((right / n - end) ** 2).toBeCloseTo((Z ** 2 * end * (1 - end)) / n, 10)
    }
  })

  test('both ends lie between 0 and 1 and are not the same', () => {
    const [low, high] = wilson(right, n)
    expect(low).toBeGreaterThan(-1e-12)
    expect(high).toBeLessThan(1 + 1e-12)
    expect(high - low).toBeGreaterThan(0.01)
  })
})

test.each([0.7, 0.9, 0.95])('it covers a true accuracy of %d about 95 times in 100', (truth) => {
  const n = 103
  const covered = binomial(n, truth).reduce((sum, chance, k) => {
    const [low, high] = wilson(k, n)
    return low <= truth && truth <= high ? sum + chance : sum
  }, 0)
  expect(covered).toBeGreaterThan(0.92)
  expect(covered).toBeLessThan(0.985)
})
