/**
 * Keeps figures from speaking of fewer than five people, neither directly nor by subtraction.
 *
 * A group is chosen by up to four filters: department (with all below it), cohort, mentor, track. Along one filter,
 * with the others held, the groups form a *line*: parts that add up to a total which may be shown as well. Whoever
 * subtracts the shown parts from the total learns about the hidden parts together, so on every line the hidden parts
 * must be nobody, or at least five people: where they are one to four, the smallest shown part is hidden too. In a
 * tree of departments each department is the total of its own line; a hidden department hides all below it.
 *
 * A group is shown when it has five people, no line through it hides it, and no larger group that results from
 * dropping filters exceeds it by one to four people. Decisions come from the whole organisation and not from the
 * question, so that asking differently shows nothing more. Systems of equations over several filters at once, as a
 * statistical office would consider, are out of scope: HR may read the rows of people, which every reading leaves in
 * the audit log; this file keeps single figures from pointing at a person.
 */
export const SMALLEST_GROUP = 5

/** How many people share a department, a cohort, a mentor and a track; `null` is "none". */
export type CubeCell = {
  department: string
  cohort: string | null
  mentor: string | null
  track: string
  people: number
}
export type Department = { id: string; parentId: string | null }
export type Selection = {
  department?: string | undefined
  cohort?: string | undefined
  mentor?: string | undefined
  track?: string | undefined
}

/** `small`: fewer than five people. `withheld`: enough people, but a small group could be worked out from it. */
export type Visibility = 'shown' | 'small' | 'withheld'

type Part = {
  id: string
  people: number
  /** Not a group one may ask for, so it is never shown by itself. */ nameless?: boolean
}

/** The ids of a line's parts that must be hidden. */
export function hiddenParts(parts: readonly Part[]): Set<string> {
  const hidden = new Set<string>()
  let together = 0
  for (const part of parts) {
    if (part.nameless) together += part.people
    else if (part.people > 0 && part.people < SMALLEST_GROUP) {
      hidden.add(part.id)
      together += part.people
    }
  }
  const rest = parts
    .filter((part) => !part.nameless && part.people >= SMALLEST_GROUP)
    .toSorted((a, b) => a.people - b.people || (a.id < b.id ? -1 : 1))
  for (const part of rest) {
    if (together === 0 || together >= SMALLEST_GROUP) break
    hidden.add(part.id)
    together += part.people
  }
  return hidden
}

/** A department's id and those below it. An id met before is not followed again. */
export function subtree(departments: readonly Department[], root: string): Set<string> {
  const found = new Set([root])
  for (const id of found) for (const child of departments) if (child.parentId === id) found.add(child.id)
  return found
}

export function countPeople(
  cube: readonly CubeCell[],
  departments: readonly Department[],
  chosen: Selection,
): number {
  const below = chosen.department === undefined ? undefined : subtree(departments, chosen.department)
  let people = 0
  for (const cell of cube) {
    if (below && !below.has(cell.department)) continue
    if (chosen.cohort !== undefined && cell.cohort !== chosen.cohort) continue
    if (chosen.mentor !== undefined && cell.mentor !== chosen.mentor) continue
    if (chosen.track !== undefined && cell.track !== chosen.track) continue
    people += cell.people
  }
  return people
}

/** Departments hidden by the lines of the tree, from the top down. */
function hiddenDepartments(cube: readonly CubeCell[], departments: readonly Department[]): Set<string> {
  const own = new Map<string, number>()
  for (const cell of cube) own.set(cell.department, (own.get(cell.department) ?? 0) + cell.people)
  const children = new Map<string | null, string[]>()
  for (const { id, parentId } of departments) children.set(parentId, [...(children.get(parentId) ?? []), id])
  const sums = new Map<string, number>()
  const sum = (id: string): number => {
    const all = (children.get(id) ?? []).reduce((total, child) => total + sum(child), own.get(id) ?? 0)
    sums.set(id, all)
    return all
  }
  for (const root of children.get(null) ?? []) sum(root)
  const hidden = new Set<string>()
  const visit = (parent: string | null) => {
    const parts: Part[] = (children.get(parent) ?? []).map((id) => ({ id, people: sums.get(id) ?? 0 }))
    if (parent !== null) parts.push({ id: parent, people: own.get(parent) ?? 0, nameless: true })
    const line = hiddenParts(parts)
    for (const id of children.get(parent) ?? []) {
      if (line.has(id)) for (const below of subtree(departments, id)) hidden.add(below)
      else visit(id)
    }
  }
  visit(null)
  return hidden
}

function hiddenValues(cube: readonly CubeCell[], by: 'cohort' | 'mentor' | 'track'): Set<string> {
  const people = new Map<string | null, number>()
  for (const cell of cube) people.set(cell[by], (people.get(cell[by]) ?? 0) + cell.people)
  return hiddenParts(
    [...people].map(([id, count]) => ({ id: id ?? '', people: count, nameless: id === null })),
  )
}

const NAMES = ['department', 'cohort', 'mentor', 'track'] as const

function without(chosen: Selection, dropped: readonly (keyof Selection)[]): Selection {
  return Object.fromEntries(NAMES.filter((n) => !dropped.includes(n)).map((n) => [n, chosen[n]]))
}

function within(
  cube: readonly CubeCell[],
  departments: readonly Department[],
  chosen: Selection,
): CubeCell[] {
  const below = chosen.department === undefined ? undefined : subtree(departments, chosen.department)
  return cube.filter(
    (cell) =>
      (!below || below.has(cell.department)) &&
      (chosen.cohort === undefined || cell.cohort === chosen.cohort) &&
      (chosen.mentor === undefined || cell.mentor === chosen.mentor) &&
      (chosen.track === undefined || cell.track === chosen.track),
  )
}

export function visibility(
  cube: readonly CubeCell[],
  departments: readonly Department[],
  chosen: Selection,
): Visibility {
  const people = countPeople(cube, departments, chosen)
  if (people > 0 && people < SMALLEST_GROUP) return 'small'
  const used = NAMES.filter((name) => chosen[name] !== undefined)
  for (const name of used) {
    const line = within(cube, departments, without(chosen, [name]))
    const hidden = name === 'department' ? hiddenDepartments(line, departments) : hiddenValues(line, name)
    if (hidden.has(chosen[name]!)) return 'withheld'
  }
  for (let mask = 1; mask < 1 << used.length; mask++) {
    const larger = without(
      chosen,
      used.filter((_, bit) => mask & (1 << bit)),
    )
    const more = countPeople(cube, departments, larger) - people
    if (more > 0 && more < SMALLEST_GROUP) return 'withheld'
    if (more === 0 && people > 0 && visibility(cube, departments, larger) !== 'shown') return 'withheld'
  }
  return 'shown'
}
