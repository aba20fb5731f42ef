import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInside } from './tree'

test('follows parents up, and ends where they go round', () => {
  const size = 8
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(size - 1)), { minLength: size, maxLength: size }),
      fc.nat(size - 1),
      fc.nat(size - 1),
      (parents, from, top) => {
        const tree = parents.map((parent, index) => ({
          id: String(index),
          parentId: parent === null ? null : String(parent),
        }))
        const above = new Set<number>()
        for (let at: number | null = from; at !== null && !above.has(at); at = parents[at] ?? null)
          above.add(at)
        expect(isInside(tree, String(from), String(top))).toBe(above.has(top))
      },
    ),
  )
})
