/** What one line of a file means. */
import type { Role } from '../../auth/permissions'
import { type DateHints, readDate } from '../../text/date'
import { Email, Name, numberKey, PersonnelNumber } from '../shapes'
import type { Column } from './columns'
import type { Line } from './file'
import type { Directory, Found, Known, Organisation } from './look-up'
import type {
  Create,
  Field,
  Leaver,
  Options,
  Questions,
  Reason,
  RefusedLine,
  RoleChange,
  Update,
} from './planned'
import { readRole, readStanding } from './words'

export type Context = {
  organisation: Organisation
  directory: Directory
  options: Options
  today: string
  viewer: string
  dates: DateHints
  /** What is to be asked, gathered from all lines. */
  questions: Questions
}

/** Who a line is about. */
export type Read = {
  line: number
  cells: Record<Column, string>
  number: string
  known: Known | undefined
  /** Null: nothing said about somebody who is here, or who leaves. */
  email: string | null
  role: Role | null
  standing: 'stays' | 'leaves' | null
}

export type Decided =
  | Create
  | RefusedLine
  | { leaver: Leaver }
  | { isUnchanged: true }
  | { update: Update; role: RoleChange | undefined }

/** What `-` means: nobody, none. An empty cell leaves things as they are. */
const NONE = '-'
const orNone = (cell: string): string => (cell === NONE ? '' : cell)

const refusal = (line: number, reason: Reason, value: string): RefusedLine => ({
  line,
  reason,
  value: value.slice(0, 120),
})

/** @param seen where each number and address stood first; in the order of the file */
export function readLine(
  { line, cells }: Line,
  context: Context,
  seen: Map<string, number>,
): Read | RefusedLine {
  const no = (reason: Reason, value: string) => refusal(line, reason, value)
  const number = PersonnelNumber.safeParse(cells.number).data
  if (number === undefined)
    return no(/^\d(?:\.\d+)?e\+?\d+$/i.test(cells.number) ? 'number-lost' : 'bad-number', cells.number)
  const known = context.organisation.people.get(numberKey(number))
  const first = seen.get(`number ${numberKey(number)}`)
  if (first !== undefined) return no('twice', String(first))
  seen.set(`number ${numberKey(number)}`, line)
  const role = readRole(cells.role)
  if (role === undefined) return no('bad-role', cells.role)
  const standing = standingOf(line, cells, context)
  if (typeof standing === 'object' && standing !== null) return standing
  const base = { line, cells, number, known, role, standing }
  if (standing === 'leaves' || (known && cells.email === '')) return { ...base, email: null }
  const email = Email.safeParse(cells.email).data
  if (email === undefined) return no('bad-email', cells.email)
  const before = seen.get(`email ${email}`)
  if (before !== undefined) return no('twice', String(before))
  seen.set(`email ${email}`, line)
  const owner = context.organisation.emails.get(email)
  if (owner !== undefined && owner !== known?.id) {
    const whose = context.organisation.owners.get(owner)
    return whose === undefined ? no('email-taken', email) : no('email-of', whose)
  }
  return { ...base, email }
}

function standingOf(
  line: number,
  cells: Record<Column, string>,
  context: Context,
): Read['standing'] | RefusedLine {
  const said = readStanding(cells.status)
  if (said === undefined) return refusal(line, 'bad-status', cells.status)
  if (orNone(cells.left) === '') return said
  const left = dateOf(line, cells.left, context)
  if (typeof left !== 'string') return left
  if (left > context.today) return said === 'leaves' ? refusal(line, 'which-status', cells.left) : said
  return said === 'stays' ? refusal(line, 'which-status', cells.left) : 'leaves'
}

function dateOf(line: number, cell: string, { dates, questions }: Context): string | RefusedLine {
  const reading = readDate(cell, dates)
  if ('date' in reading) return reading.date
  if ('fault' in reading) return refusal(line, 'bad-date', cell)
  if ('odd' in reading) {
    questions.oddDates = { example: cell, ...questions.oddDates, lines: (questions.oddDates?.lines ?? 0) + 1 }
    return refusal(line, 'odd-date', cell)
  }
  const before = questions.dateOrder
  const orders = [...new Set([...(before?.orders ?? []), ...reading.orders])]
  questions.dateOrder = { example: before?.example ?? cell, orders, lines: (before?.lines ?? 0) + 1 }
  return refusal(line, 'date-order', cell)
}

export function decide(read: Read, context: Context): Decided {
  const { line, cells, known, standing } = read
  const no = (reason: Reason, value: string) => refusal(line, reason, value)
  if (standing === 'leaves') return decideLeaver(read, context)
  if (known?.isClosed && standing === 'stays') return no('closed', cells.status)
  const roleFault = faultOfRole(read, context)
  if (roleFault) return no(roleFault, cells.role)

  const name = known && cells.name === '' ? known.name : Name.safeParse(cells.name).data
  if (name === undefined) return no('no-name', cells.name)
  const place = placeOf(read, context)
  if (typeof place === 'string') return no(place, cells[CELL_OF[place] ?? 'department'])
  const joined = orNone(cells.joined) === '' ? '' : dateOf(line, cells.joined, context)
  if (typeof joined !== 'string') return joined
  return known
    ? decideKnown(known, { read, name, place, joined }, context)
    : decideNew({ read, name, place, joined }, context)
}

function decideLeaver(
  { line, cells, known, number }: Read,
  { directory, options, viewer }: Context,
): Decided {
  if (!known) return refusal(line, 'left-unknown', cells.name || number)
  if (known.isClosed) return { isUnchanged: true }
  if (known.id === viewer) return refusal(line, 'self', cells.status)
  if (known.role === 'admin') return refusal(line, 'admin-leaves', known.name)
  if (options.leavers) directory.removeMentor(known.id)
  return { leaver: { line, id: known.id, name: known.name, number: known.number, role: known.role } }
}

/** Administrators are neither made nor unmade by a file, so that none can leave an installation without one. */
function faultOfRole({ known, role }: Read, { viewer }: Context): Reason | undefined {
  if (role === null || role === known?.role) return undefined
  if (known?.id === viewer) return 'self'
  if (role === 'admin') return 'no-admin'
  return known?.role === 'admin' ? 'admin-role' : undefined
}

type Place = { department: Found | null; cohort: Found | null; mentor: Found | null; track: Found | null }
const CELL_OF: Partial<Record<Reason, Column>> = {
  'no-cohort': 'cohort',
  'which-cohort': 'cohort',
  'no-mentor': 'mentor',
  'which-mentor': 'mentor',
  'own-mentor': 'mentor',
  'no-track': 'track',
}

function placeOf({ cells, known }: Read, { directory, options }: Context): Place | Reason {
  const department = departmentOf(cells.department, known, directory, options)
  if (typeof department === 'string') return department
  const cohort = directory.cohort(orNone(cells.cohort))
  if (typeof cohort === 'string') return cohort
  const mentor = directory.mentor(orNone(cells.mentor))
  if (typeof mentor === 'string') return mentor
  if (mentor && mentor.id === known?.id) return 'own-mentor'
  const track = directory.track(orNone(cells.track))
  return typeof track === 'string' ? track : { department, cohort, mentor, track }
}

function departmentOf(
  cell: string,
  known: Known | undefined,
  directory: Directory,
  options: Options,
): Found | null | Reason {
  if (known && cell === '') return null
  const found = directory.department(cell)
  if (found !== 'no-department') return found
  if (cell === '') return 'no-department'
  // Gathered in any case: the preview offers to make them.
  const made = directory.departmentToMake(cell)
  if (!made) return 'bad-department'
  return options.departments ? made : 'no-department'
}

type Given = { read: Read; name: string; place: Place; joined: string }

const shownOf = ({ read, name, place, joined }: Given): Record<Field, string> => ({
  name,
  email: read.email ?? '',
  joined,
  department: place.department?.name ?? '',
  cohort: place.cohort?.name ?? '',
  mentor: place.mentor?.name ?? '',
  track: place.track?.name ?? '',
})

/** The id by which a plan names somebody who is not there yet. */
export const idOfLine = (line: number): string => `line:${line}`

function decideNew(given: Given, { directory }: Context): Create | RefusedLine {
  const { read, name, place, joined } = given
  const { line, number, email, role } = read
  if (email === null || !place.department) return refusal(line, 'bad-email', '')
  if (role === 'mentor') directory.addMentor({ id: idOfLine(line), name, email, number })
  const { cohort, mentor, track, department } = place
  const where = { departmentId: department.id, cohortId: cohort?.id ?? null, mentorId: mentor?.id ?? null }
  const more = { ...(joined === '' ? {} : { joinedOn: joined }), ...(track ? { track: track.id } : {}) }
  return {
    line,
    person: { name, email, number, role: role ?? 'trainee', ...where, ...more },
    shown: shownOf(given),
  }
}

function decideKnown(known: Known, given: Given, context: Context): Decided {
  const { read, name, place, joined } = given
  const { line, cells, email, role } = read
  const change: Change = {
    name,
    ...(email === null ? {} : { email }),
    ...(place.department ? { departmentId: place.department.id } : {}),
    ...(cells.cohort === '' ? {} : { cohortId: place.cohort?.id ?? null }),
    ...(cells.mentor === '' ? {} : { mentorId: place.mentor?.id ?? null }),
    ...(place.track ? { track: place.track.id } : {}),
    ...(joined === '' ? {} : { joinedOn: joined }),
  }
  const { id, number } = known
  const changed = role !== null && role !== known.role ? role : undefined
  const roleChange = changed && { line, id, number, name: known.name, from: known.role, to: changed }
  if (changed && context.options.roles) {
    if (changed === 'mentor') context.directory.addMentor({ id, name, email: email ?? known.email, number })
    else if (known.role === 'mentor') context.directory.removeMentor(id)
  }
  return { update: differences(known, change, given, context), role: roleChange }
}

type Change = Update['change']
const COLUMN_OF = {
  name: 'name',
  email: 'email',
  department: 'departmentId',
  cohort: 'cohortId',
  mentor: 'mentorId',
  track: 'track',
  joined: 'joinedOn',
} as const satisfies Record<Field, keyof Change>

function differences(known: Known, change: Change, given: Given, { organisation }: Context): Update {
  const shown = shownOf(given)
  const before = (field: Field): string => {
    const value = known[COLUMN_OF[field]]
    return value === null ? '' : (organisation.names.get(value) ?? value)
  }
  const changed = (Object.keys(COLUMN_OF) as Field[]).filter((field) => {
    const column = COLUMN_OF[field]
    return change[column] !== undefined && change[column] !== known[column]
  })
  return {
    line: given.read.line,
    id: known.id,
    name: known.name,
    number: known.number,
    change: Object.fromEntries(changed.map((field) => [COLUMN_OF[field], change[COLUMN_OF[field]]])),
    fields: changed.map((field) => ({ field, from: before(field), to: shown[field] })),
  }
}
