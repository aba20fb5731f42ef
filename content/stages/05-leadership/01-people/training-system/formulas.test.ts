/** Every figure that the lesson's words state, from the data of its own cells; and that each misreading is one. */
import { readFileSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, test as it } from 'vitest'

const textOf = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const countOf = (text: string, name: string) =>
  Number(new RegExp(`${name}: (\\d+)`).exec(text)?.[1] ?? Number.NaN)

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

describe.each(['zh.mdx', 'en.mdx'])('%s', (file) => {
  const text = textOf(file)

  it('three denominators give the three rates that the check expects', () => {
    const [assigned, left, started, verified] = ['assigned', 'left', 'started', 'verified'].map((name) =>
      countOf(text, name),
    ) as [number, number, number, number]
    expect(verified / assigned).toBeCloseTo(0.525, 10)
    expect(verified / (assigned - left)).toBeCloseTo(0.6, 10)
    expect((verified / started).toFixed(3)).toBe('0.768')
    for (const rate of ['0.525', '0.6', '0.768']) expect(text).toContain(rate)
  })

  it('one forgotten page pulls the mean of ten people beyond nine of them', () => {
    const hours = /const hours = \[([^\]]+)\]/.exec(text)![1]!.split(',').map(Number)
    expect(hours).toHaveLength(10)
    expect(text).toContain(mean(hours).toFixed(2))
    expect(hours.filter((value) => value < 2.5)).toHaveLength(9)
    expect(hours.filter((value) => value < mean(hours))).toHaveLength(9)
    expect(Math.max(...hours)).toBe(26)
    expect(median(hours)).toBeLessThan(2)
  })

  it('the two courses change places when those who gave up are counted', () => {
    const courses = [...text.matchAll(/started: (\d+), handedIn: (\d+), passedFirst: (\d+) }/g)].map((found) =>
      found.slice(1).map(Number),
    ) as [number, number, number][]
    const [a, b] = courses.map(([started, handedIn, passed]) => ({
      handedIn: (passed / handedIn).toFixed(2),
      started: (passed / started).toFixed(2),
      gone: 1 - handedIn / started,
    }))
    expect([b!.handedIn, a!.handedIn]).toEqual(['0.80', '0.70'])
    expect([b!.started, a!.started]).toEqual(['0.32', '0.63'])
    expect(b!.gone).toBeCloseTo(0.6, 10)
    for (const { handedIn, started } of [a!, b!]) expect(text).toMatch(new RegExp(`${handedIn}[^]*${started}`))
  })
})

it('the quiz counts as the lesson does', () => {
  const quiz = textOf('quiz.quiz.yaml')
  // Over those still employed, whatever the numbers of an attempt are.
  expect(quiz).toContain('let: { rate: 100*done/(a-gone) }')
  expect(quiz).toContain('answer: rate\n')
})

const counts = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.nat(400), fc.nat(400), fc.nat(400))
  .map(([verified, begun, present, left]) => ({
    verified,
    started: verified + begun,
    present: verified + begun + present,
    assigned: verified + begun + present + left,
  }))

test.prop([counts])('the narrower the denominator, the better it looks', (group) => {
  const rates = [group.assigned, group.present, group.started].map((due) => group.verified / due)
  expect([...rates].sort((a, b) => a - b)).toEqual(rates)
})

test.prop([counts, fc.integer({ min: 1, max: 400 })])(
  'taking people off the list who have not passed raises the rate, and teaches nobody',
  ({ verified, assigned }, removed) => {
    const gone = Math.min(removed, assigned - verified)
    expect(verified / (assigned - gone)).toBeGreaterThanOrEqual(verified / assigned)
  },
)

test.prop([fc.array(fc.double({ min: 0.5, max: 5, noNaN: true }), { minLength: 3, maxLength: 30 })])(
  'one person left running overnight moves the mean without limit and the median within the rest',
  (usual) => {
    const [short, long] = [26, 2600].map((hours) => [...usual, hours]) as [number[], number[]]
    expect(median(long)).toBe(median(short))
    expect(median(long)).toBeLessThanOrEqual(Math.max(...usual))
    expect(mean(long) - mean(short)).toBeCloseTo((2600 - 26) / (usual.length + 1), 6)
  },
)
