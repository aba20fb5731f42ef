import { expect, it } from 'vitest'
import { byHeading, currentAnchor } from './place'

it.each([
  [[], null],
  [[{ id: 'a', top: 300 }], null],
  [
    [
      { id: 'a', top: -50 },
      { id: 'b', top: 90 },
      { id: 'c', top: 800 },
    ],
    'b',
  ],
])('the heading above the line of %j is %s', (tops, id) => {
  expect(currentAnchor(tops, 120)).toBe(id)
})

it('groups notes by heading, and keeps those whose heading is gone', () => {
  const headings = [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
  ]
  const notes = [{ anchor: 'b' }, { anchor: null }, { anchor: 'gone' }, { anchor: 'a' }, { anchor: 'b' }]
  expect(byHeading(notes, headings)).toEqual([
    { heading: null, notes: [{ anchor: null }, { anchor: 'gone' }] },
    { heading: headings[0], notes: [{ anchor: 'a' }] },
    { heading: headings[1], notes: [{ anchor: 'b' }, { anchor: 'b' }] },
  ])
})
