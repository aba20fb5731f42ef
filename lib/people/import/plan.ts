/** What a file would change: decided from the file and the organisation alone, so that a preview and the deed agree. */
import { ROLES, type Role } from '../../auth/permissions'
import { Email, Name, type NewPerson, numberKey, type PersonChange, PersonnelNumber } from '../shapes'
import type { Line, PeopleFile } from './file'
import { findCohort, findDepartment, findMentor, type Known, type Organisation } from './look-up'
import { Day } from '../../db/day'

export type Reason =
  | 'columns'
  | 'no-name'
  | 'bad-email'
  | 'bad-number'
  | 'bad-role'
  | 'no-admin'
  | 'role-differs'
  | 'no-department'
  | 'which-department'
  | 'no-cohort'
  | 'which-cohort'
  | 'no-mentor'
  | 'which-mentor'
  | 'own-mentor'
  | 'bad-date'
  | 'email-taken'
  | 'twice'

/** A line that changes nothing. `value` is what stood there; for `twice` the line on which it stood first. */
export type RefusedLine = { line: number; reason: Reason; value: string }
export type Field = 'name' | 'email' | 'department' | 'cohort' | 'mentor' | 'joined'
export type Create = { line: number; person: NewPerson & { joinedOn?: string }; shown: Record<Field, string> }
export type Update = {
  line: number
  id: string
  name: string
  number: string
  change: PersonChange & { joinedOn?: string }
  fields: { field: Field; from: string; to: string }[]
}
export type Plan = { create: Create[]; update: Update[]; unchanged: number; refused: RefusedLine[] }

/** What `-` means: nobody, none. An empty cell leaves things as they are. */
const NONE = '-'

export function planImport(file: PeopleFile, organisation: Organisation): Plan {
  const plan: Plan = { create: [], update: [], unchanged: 0, refused: [] }
  for (const { line, value } of file.uneven) plan.refused.push({ line, reason: 'columns', value })
  const seen = new Map<string, number>()
  for (const line of file.lines) {
    const outcome = decide(line, organisation, seen)
    if ('reason' in outcome) plan.refused.push(outcome)
    else if ('person' in outcome) plan.create.push(outcome)
    else if (outcome.fields.length > 0) plan.update.push(outcome)
    else plan.unchanged++
  }
  plan.refused.sort((a, b) => a.line - b.line)
  return plan
}

function decide(
  { line, cells }: Line,
  organisation: Organisation,
  seen: Map<string, number>,
): Create | Update | RefusedLine {
  const no = (reason: Reason, value: string): RefusedLine => ({ line, reason, value: value.slice(0, 120) })
  const number = PersonnelNumber.safeParse(cells.number).data
  if (number === undefined) return no('bad-number', cells.number)
  const email = Email.safeParse(cells.email).data
  if (email === undefined) return no('bad-email', cells.email)
  const key = numberKey(number)
  const first = seen.get(`number ${key}`) ?? seen.get(`email ${email}`)
  if (first !== undefined) return no('twice', String(first))
  seen.set(`number ${key}`, line).set(`email ${email}`, line)
  const name = Name.safeParse(cells.name).data
  if (name === undefined) return no('no-name', cells.name)

  const known = organisation.people.get(key)
  const owner = organisation.emails.get(email)
  if (owner !== undefined && owner !== known?.id)
    return no('email-taken', organisation.owners.get(owner) ?? email)
  const role = roleOf(cells.role)
  if (role === undefined) return no('bad-role', cells.role)
  if (known && role !== null && role !== known.role) return no('role-differs', cells.role)
  if (!known && role === 'admin') return no('no-admin', cells.role)

  const department = findDepartment(cells.department, organisation)
  if (typeof department === 'string') return no(department, cells.department)
  const cohort = findCohort(cells.cohort === NONE ? '' : cells.cohort, organisation)
  if (typeof cohort === 'string') return no(cohort, cells.cohort)
  const mentor = findMentor(cells.mentor === NONE ? '' : cells.mentor, organisation)
  if (typeof mentor === 'string') return no(mentor, cells.mentor)
  if (mentor && mentor.id === known?.id) return no('own-mentor', cells.mentor)
  if (cells.joined !== '' && !Day.safeParse(cells.joined).success) return no('bad-date', cells.joined)

  const shown = {
    name,
    email,
    department: department.name,
    cohort: cohort?.name ?? '',
    mentor: mentor?.name ?? '',
    joined: cells.joined,
  }
  const joined = cells.joined === '' ? {} : { joinedOn: cells.joined }
  if (!known) {
    const place = { departmentId: department.id, cohortId: cohort?.id ?? null, mentorId: mentor?.id ?? null }
    const person = { name, email, number, role: role ?? 'trainee', ...place, ...joined }
    return { line, person, shown }
  }
  const change = {
    name,
    email,
    departmentId: department.id,
    ...(cells.cohort === '' ? {} : { cohortId: cohort?.id ?? null }),
    ...(cells.mentor === '' ? {} : { mentorId: mentor?.id ?? null }),
    ...joined,
  }
  return differences({ line, known, change, shown, organisation })
}

/** Null: nothing said. */
function roleOf(cell: string): Role | null | undefined {
  if (cell === '') return null
  const word = cell.toLowerCase()
  return ROLES.find((role) => role === word) ?? ROLE_WORDS[word]
}
const ROLE_WORDS: Record<string, Role> = { 学员: 'trainee', 导师: 'mentor', 管理员: 'admin' }

type Change = Update['change']
const COLUMN_OF = {
  name: 'name',
  email: 'email',
  department: 'departmentId',
  cohort: 'cohortId',
  mentor: 'mentorId',
  joined: 'joinedOn',
} as const satisfies Record<Field, keyof Change>

function differences(given: {
  line: number
  known: Known
  change: Change
  shown: Record<Field, string>
  organisation: Organisation
}): Update {
  const { line, known, change, shown, organisation } = given
  const before = (field: Field): string => {
    const value = known[COLUMN_OF[field] as keyof Known]
    return value === null ? '' : (organisation.names.get(value) ?? value)
  }
  const changed = (Object.keys(COLUMN_OF) as Field[]).filter((field) => {
    const column = COLUMN_OF[field]
    return change[column] !== undefined && change[column] !== known[column as keyof Known]
  })
  return {
    line,
    id: known.id,
    name: known.name,
    number: known.number,
    change: Object.fromEntries(changed.map((field) => [COLUMN_OF[field], change[COLUMN_OF[field]]])),
    fields: changed.map((field) => ({ field, from: before(field), to: shown[field] })),
  }
}
