import type { Role } from '../../auth/permissions'

/** Someone who is there already. */
export type Known = {
  id: string
  number: string
  name: string
  email: string
  role: Role
  departmentId: string
  cohortId: string | null
  mentorId: string | null
  joinedOn: string
}

type Named = { id: string; zh: string; en: string }
export type Organisation = {
  /** By personnel number, as `numberKey` gives it. */
  people: Map<string, Known>
  /** id → personnel number: told where somebody's address is in the way. */
  owners: Map<string, string>
  /** Of everybody who has an account: address → id. */
  emails: Map<string, string>
  departments: (Named & { parentId: string | null })[]
  cohorts: Named[]
  mentors: { id: string; name: string; email: string }[]
  /** What an id of a department, cohort or mentor is called. */
  names: Map<string, string>
}

type Found = { id: string; name: string }
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** By its name in either language, or by the whole way to it: `研发部/算法部`. */
export function findDepartment(
  text: string,
  { departments, names }: Organisation,
): Found | 'no-department' | 'which-department' {
  const steps = text.split(/[/／]/).map((step) => step.trim())
  const isCalled = (department: Named, name: string) => same(department.zh, name) || same(department.en, name)
  const byId = new Map(departments.map((department) => [department.id, department]))
  const found = departments.filter((department) => {
    let at: (typeof departments)[number] | undefined = department
    for (const step of steps.toReversed()) {
      if (!at || !isCalled(at, step)) return false
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
    // A way of several steps begins at the top.
    return steps.length === 1 || at === undefined
  })
  if (found.length > 1) return 'which-department'
  return found[0] ? { id: found[0].id, name: names.get(found[0].id) ?? text } : 'no-department'
}

/** Null for an empty cell. */
export function findCohort(
  text: string,
  { cohorts, names }: Organisation,
): Found | null | 'no-cohort' | 'which-cohort' {
  if (text === '') return null
  const found = cohorts.filter(({ zh, en }) => same(zh, text) || same(en, text))
  if (found.length > 1) return 'which-cohort'
  return found[0] ? { id: found[0].id, name: names.get(found[0].id) ?? text } : 'no-cohort'
}

/** By e-mail address, or by a name that only one mentor has; null for an empty cell. */
export function findMentor(
  text: string,
  { mentors }: Organisation,
): Found | null | 'no-mentor' | 'which-mentor' {
  if (text === '') return null
  const found = mentors.filter(({ name, email }) => same(email, text) || same(name, text))
  if (found.length > 1) return 'which-mentor'
  return found[0] ? { id: found[0].id, name: found[0].name } : 'no-mentor'
}
