import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countPeople,
  type CubeCell,
  type Department,
  hiddenParts,
  type Selection,
  SMALLEST_GROUP,
  subtree,
  visibility,
} from './suppression'

const departments: Department[] = [
  { id: 'rd', parentId: null },
  { id: 'algorithms', parentId: 'rd' },
  { id: 'platform', parentId: 'rd' },
  { id: 'vision', parentId: 'algorithms' },
  { id: 'data', parentId: null },
  { id: 'legal', parentId: null },
]
const ids = departments.map((department) => department.id)
const cohorts = ['spring', 'autumn']
const mentors = ['zhou', 'wu']
const tracks = ['engineer', 'founder']

const anyCube: fc.Arbitrary<CubeCell[]> = fc.array(
  fc.record({
    department: fc.constantFrom(...ids),
    cohort: fc.constantFrom(...cohorts, null),
    mentor: fc.constantFrom(...mentors, null),
    track: fc.constantFrom(...tracks),
    // Mostly around the limit, where mistakes would show.
    people: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })),
  }),
  { maxLength: 24 },
)
const selections: Selection[] = [undefined, ...ids].flatMap((department) =>
  [undefined, ...cohorts].flatMap((cohort) =>
    [undefined, ...mentors].flatMap((mentor) =>
      [undefined, ...tracks].map((track) => ({ department, cohort, mentor, track })),
    ),
  ),
)
const small = (people: number) => people > 0 && people < SMALLEST_GROUP

describe('what a line hides', () => {
  it('leaves large parts alone', () => {
    expect(
      hiddenParts([
        { id: 'a', people: 9 },
        { id: 'b', people: 5 },
        { id: 'c', people: 0 },
      ]),
    ).toEqual(new Set())
  })
  it('hides a second part where subtraction would give the first away', () => {
    expect(
      hiddenParts([
        { id: 'a', people: 9 },
        { id: 'b', people: 6 },
        { id: 'c', people: 2 },
      ]),
    ).toEqual(new Set(['c', 'b']))
  })
  it('hides a part beside a small remainder that has no name', () => {
    expect(
      hiddenParts([
        { id: 'a', people: 9 },
        { id: 'own', people: 1, nameless: true },
      ]),
    ).toEqual(new Set(['a']))
  })
})

describe('figures never point at fewer than five people', () => {
  it('not by themselves', () => {
    fc.assert(
      fc.property(anyCube, fc.constantFrom(...selections), (cube, chosen) => {
        fc.pre(visibility(cube, departments, chosen) === 'shown')
        expect(small(countPeople(cube, departments, chosen))).toBe(false)
      }),
    )
  })

  it('not as the difference of two shown groups, one inside the other', () => {
    fc.assert(
      fc.property(anyCube, (cube) => {
        const shown = selections.filter((chosen) => visibility(cube, departments, chosen) === 'shown')
        const leaks: unknown[] = []
        for (const inner of shown) {
          for (const outer of shown) {
            const inside = (['cohort', 'mentor', 'track'] as const).every(
              (name) => outer[name] === undefined || outer[name] === inner[name],
            )
            const below =
              outer.department === undefined ||
              (inner.department !== undefined && subtree(departments, outer.department).has(inner.department))
            if (!inside || !below) continue
            const difference = countPeople(cube, departments, outer) - countPeople(cube, departments, inner)
            if (small(difference)) leaks.push({ inner, outer })
          }
        }
        expect(leaks).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('not as a total without all its shown parts', () => {
    fc.assert(
      fc.property(anyCube, fc.constantFrom(...selections), (cube, total) => {
        fc.pre(visibility(cube, departments, total) === 'shown')
        const leaks: unknown[] = []
        const lines: Selection[][] = []
        const children = departments.filter((d) => d.parentId === (total.department ?? null))
        lines.push(children.map(({ id }) => ({ ...total, department: id })))
        if (total.cohort === undefined) lines.push(cohorts.map((cohort) => ({ ...total, cohort })))
        if (total.mentor === undefined) lines.push(mentors.map((mentor) => ({ ...total, mentor })))
        if (total.track === undefined) lines.push(tracks.map((track) => ({ ...total, track })))
        for (const line of lines) {
          const shown = line.filter((part) => visibility(cube, departments, part) === 'shown')
          const rest = shown.reduce(
            (left, part) => left - countPeople(cube, departments, part),
            countPeople(cube, departments, total),
          )
          if (small(rest)) leaks.push({ total, shown })
        }
        expect(leaks).toEqual([])
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('yet an organisation of ordinary size is shown', () => {
    const cube = ids.flatMap((department) =>
      cohorts.flatMap((cohort) =>
        mentors.flatMap((mentor) =>
          tracks.map((track) => ({ department, cohort, mentor, track, people: 8 })),
        ),
      ),
    )
    for (const chosen of selections) expect(visibility(cube, departments, chosen)).toBe('shown')
  })
})
