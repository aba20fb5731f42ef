import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { colourCode } from './colour'

it('tells comments, strings, keywords, numbers, calls and types apart', () => {
  const kinds = colourCode("const a = f('x', 1.5) // end\nnew Net()").filter(
    (piece) => piece.kind !== 'plain',
  )
  expect(kinds.map((piece) => `${piece.kind} ${piece.text}`)).toEqual([
    'keyword const',
    'function f',
    "string 'x'",
    'number 1.5',
    'comment // end',
    'keyword new',
    'type Net',
  ])
})

test.prop([fc.string({ unit: 'binary', maxLength: 200 })])('loses no character', (source) => {
  expect(
    colourCode(source)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(source)
})
