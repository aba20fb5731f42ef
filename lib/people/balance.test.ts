import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balance } from './balance'

const mentors = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    load: fc.nat(12),
    departments: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  }),
  { selector: ({ id }) => id, maxLength: 6 },
)
const people = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), departmentId: fc.constantFrom('a', 'b', 'c') }),
  { selector: ({ id }) => id, maxLength: 30 },
)

test('evens the loads out, keeps the limit, and gives everybody a mentor while there is room', () => {
  fc.assert(
    fc.property(people, mentors, fc.option(fc.integer({ min: 1, max: 15 })), (people, mentors, limit) => {
      const capacity = limit ?? Infinity
      const pairs = balance(people, mentors, capacity)
      const gained = (id: string) => pairs.filter(({ mentor }) => mentor === id).length
      const room = mentors.reduce((sum, { load }) => sum + Math.max(0, capacity - load), 0)
      expect(pairs.length).toBe(mentors.length === 0 ? 0 : Math.min(people.length, room))
      expect(pairs.map(({ person }) => person)).toEqual(people.slice(0, pairs.length).map(({ id }) => id))
      for (const { id, load } of mentors) {
        if (gained(id) === 0) continue
        expect(load + gained(id)).toBeLessThanOrEqual(capacity)
        // Nobody who took somebody on has over one more than anybody who could have.
        for (const other of mentors) {
          const theirs = other.load + gained(other.id)
          if (theirs < capacity) expect(load + gained(id)).toBeLessThanOrEqual(theirs + 1)
        }
      }
      expect(balance(people, mentors.toReversed(), capacity)).toEqual(pairs)
    }),
  )
})

test('prefers, among equals, a mentor who knows the department', () => {
  const mentors = [
    { id: 'a', load: 1, departments: ['x'] },
    { id: 'b', load: 1, departments: ['y'] },
  ]
  expect(balance([{ id: 'p', departmentId: 'y' }], mentors)).toEqual([{ person: 'p', mentor: 'b' }])
})
