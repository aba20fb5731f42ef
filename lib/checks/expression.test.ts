import { describe, expect, test } from 'vitest'
import { evaluate, ExpressionFault, fill } from './expression'
import { variantsOf } from './vary'

describe('an expression', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['8 / 2 / 2', 2],
    ['a * -b', -12],
    ['sqrt(a^2 + b^2)', 5],
    ['floor(7 / 2) + mod(-1, 3)', 5],
    ['round(2 / 3, 2)', 0.67],
    ['a < b && b != 4 || a == 3', 1],
    ['1e3', 1000],
  ])('%s is %d', (text, value) => expect(evaluate(text, { a: 3, b: 4 })).toBe(value))

  test.each([
    '',
    '1 +',
    '(1',
    '1)',
    'c',
    'constructor',
    'sqrt',
    'eval(1)',
    '1 / 0',
    'a b',
    'a; b',
    '"x"',
    'a.b',
    'a[0]',
  ])('%j is refused', (text) => expect(() => evaluate(text, { a: 3, b: 4 })).toThrow(ExpressionFault))
})

test('holes of a text are filled as they ask', () => {
  expect(fill('@{n} @{n|,} @{n/3|2} @{n/3|~2} $\\frac{1}{2}$', { n: 12000 })).toBe(
    '12000 12\\,000 4000.00 4000 $\\frac{1}{2}$',
  )
  expect(fill('@{0.1+0.2}', {})).toBe('0.3')
})

test('variants depend on the question and its numbers alone, and hold what is demanded', () => {
  const spec = { vary: { a: { from: 1, to: 30 }, b: [2, 5] }, let: { c: 'a*b' }, where: 'a != b' }
  const variants = variantsOf('x', spec)
  expect(variants).toEqual(variantsOf('x', spec))
  expect(variants.length).toBeGreaterThan(8)
  for (const { values } of variants) {
    expect(values['a']).not.toBe(values['b'])
    expect(values['c']).toBe(values['a']! * values['b']!)
  }
  expect(variantsOf('x', { vary: { a: [1] }, where: 'a > 1' })).toEqual([])
  expect(variantsOf('x', {})).toEqual([{ variant: 'x', values: {} }])
})
