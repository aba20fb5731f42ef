export type Unmentored = { id: string; departmentId: string }
export type MentorLoad = {
  id: string
  /** Active people they look after already. */
  load: number
  /** Departments of those people. */
  departments: readonly string[]
}
export type Pairing = { person: string; mentor: string }

/**
 * Gives each person a mentor so that the loads come out as even as they can: always the mentor who has fewest by then;
 * among equals one who knows the person's department; among those the first by id, so that the same people and loads
 * always give the same pairs. Nobody gets more than `capacity`: the rest stay without.
 */
export function balance(
  people: readonly Unmentored[],
  mentors: readonly MentorLoad[],
  capacity = Infinity,
): Pairing[] {
  const loads = mentors
    .map(({ id, load, departments }) => ({ id, load, departments: new Set(departments) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const pairs: Pairing[] = []
  for (const { id: person, departmentId } of people) {
    const free = loads.filter(({ load }) => load < capacity)
    const least = Math.min(...free.map(({ load }) => load))
    const equals = free.filter(({ load }) => load === least)
    const chosen = equals.find(({ departments }) => departments.has(departmentId)) ?? equals[0]
    if (!chosen) break
    chosen.load++
    chosen.departments.add(departmentId)
    pairs.push({ person, mentor: chosen.id })
  }
  return pairs
}
