/** What a file would change, as it is shown and carried out. */
import type { Role } from '../../auth/permissions'
import type { DateOrder } from '../../text/date'
import type { NewPerson, PersonChange } from '../shapes'
import type { Column, FileColumn } from './columns'
import type { NewDepartment } from './look-up'

export type Reason =
  | 'columns'
  | 'no-name'
  | 'bad-email'
  | 'bad-number'
  | 'number-lost'
  | 'bad-role'
  | 'no-admin'
  | 'admin-role'
  | 'admin-leaves'
  | 'self'
  | 'bad-status'
  | 'which-status'
  | 'left-unknown'
  | 'closed'
  | 'no-department'
  | 'bad-department'
  | 'which-department'
  | 'no-cohort'
  | 'which-cohort'
  | 'no-mentor'
  | 'which-mentor'
  | 'own-mentor'
  | 'no-track'
  | 'bad-date'
  | 'date-order'
  | 'odd-date'
  | 'email-taken'
  | 'email-of'
  | 'twice'

/** What somebody has said about the file; what is not said is not done. */
export type Options = {
  dateOrder?: DateOrder | undefined
  /** Dates of years that are not expected were looked at. */
  oddDates: boolean
  /** Make the departments that are missing. */
  departments: boolean
  /** Give other roles. */
  roles: boolean
  /** Close the accounts of those who left. */
  leavers: boolean
  /** Whoever is not in the file has left. */
  absent: boolean
}
export const NOTHING_SAID: Options = {
  oddDates: false,
  departments: false,
  roles: false,
  leavers: false,
  absent: false,
}

/** A line that changes nothing. `value` is what stood there; for `twice` the line on which it stood first. */
export type RefusedLine = { line: number; reason: Reason; value: string }
export const FIELDS = ['name', 'email', 'department', 'cohort', 'mentor', 'track', 'joined'] as const
export type Field = (typeof FIELDS)[number]
export type Create = {
  line: number
  person: NewPerson & { joinedOn?: string; track?: string }
  shown: Record<Field, string>
}
export type Update = {
  line: number
  id: string
  name: string
  number: string
  change: PersonChange & { joinedOn?: string; track?: string }
  fields: { field: Field; from: string; to: string }[]
}
type Someone = { id: string; name: string; number: string }
export type RoleChange = Someone & { line: number; from: Role; to: Role }
/** `line` is null for somebody who is not in the file. */
export type Leaver = Someone & { line: number | null; role: Role }
export type Questions = {
  /** Dates that can be read in several ways. */
  dateOrder: { lines: number; example: string; orders: DateOrder[] } | null
  oddDates: { lines: number; example: string } | null
  /** Who is not in the file cannot be told while lines have no number that can be read. */
  absentUnknown: boolean
}
export type Plan = {
  columns: FileColumn[]
  missing: Column[]
  create: Create[]
  update: Update[]
  /** Done only when `Options.roles` says so, and shown anyhow. */
  roles: RoleChange[]
  /** Done only when `Options.leavers` says so, and shown anyhow. */
  leave: Leaver[]
  /** Made only when `Options.departments` says so, and shown anyhow; those above before those below. */
  departments: NewDepartment[]
  questions: Questions
  unchanged: number
  refused: RefusedLine[]
}

export type Preview = Plan & {
  /** Of the file, of what was said about it and of what it would change today: carried out is only what was shown. */
  digest: string
}

export type Progress = { done: number; of: number }
export type Link = { name: string; email: string; link: string }
export type Imported = {
  created: number
  updated: number
  closed: number
  roles: number
  departments: number
  /** For handing over, where there is no mail server. */
  links: Link[]
}
