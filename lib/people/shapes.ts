/** What may be written about a person, a department and a cohort: the one shape for forms, the API and files. */
import { z } from 'zod'
import { ROLES } from '../auth/permissions'
import { Day } from '../db/day'
import { line } from '../text/words'

/** Of a person, a department, a cohort. */
export const Name = line(60)
/** Addresses differ by nothing but their letters' case for us, as for every mail server in use. */
export const Email = z
  .string()
  .trim()
  .max(254)
  .transform((given) => given.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email())
/** The personnel number, kept as it is written; full-width signs are read as the ones they stand for. */
export const PersonnelNumber = z
  .string()
  .max(60)
  .transform((given) => given.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .max(30)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  )
/** What two numbers have in common that are one: `ZC1` and `zc1` are the same person's. */
export const numberKey = (number: string): string => number.toLowerCase()
export const Role = z.enum(ROLES)

export const NewPerson = z.object({
  name: Name,
  email: Email,
  number: PersonnelNumber,
  role: Role,
  departmentId: z.uuid(),
  cohortId: z.uuid().nullable(),
  mentorId: z.uuid().nullable(),
})
export type NewPerson = z.infer<typeof NewPerson>

/** Only what is named changes. */
export const PersonChange = z.object({
  name: Name.optional(),
  email: Email.optional(),
  number: PersonnelNumber.optional(),
  departmentId: z.uuid().optional(),
  cohortId: z.uuid().nullable().optional(),
  mentorId: z.uuid().nullable().optional(),
})
export type PersonChange = z.infer<typeof PersonChange>

export const DepartmentFields = z.object({ nameZh: Name, nameEn: Name, parentId: z.uuid().nullable() })
export type DepartmentFields = z.infer<typeof DepartmentFields>

export const CohortFields = z.object({ nameZh: Name, nameEn: Name, startsOn: Day })
export type CohortFields = z.infer<typeof CohortFields>

/** Why something about people was not done; the words for people are in the messages `people.faults`. */
export const FAULTS = {
  'not-found': 'There is no such person, department or cohort.',
  self: 'Nobody changes their own role or closes, erases or raises their own account.',
  'last-admin': 'The last administrator has to stay one.',
  'email-taken': 'Somebody else has this e-mail address.',
  'number-taken': 'Somebody else has this personnel number.',
  'no-department': 'There is no such department.',
  'no-cohort': 'There is no such cohort.',
  'no-mentor': 'There is no such mentor.',
  'own-mentor': 'Nobody is their own mentor.',
  'no-place': 'A place in the organisation needs a department and a personnel number.',
  'own-password': 'Nobody gives themselves a new password by a link: the account page changes it.',
  closed: 'The account is closed; open it first.',
  'not-come': 'This person has not come yet; send the invitation again.',
  'not-invited': 'This person has come already, or the account is closed.',
  cycle: 'A department cannot lie inside itself.',
  'not-empty': 'There are still people, departments or assignments in it.',
  'name-taken': 'There is one of this name already.',
  stale: 'Something changed after the preview.',
  confirmation: 'What was typed does not name this person.',
} as const
export type Fault = keyof typeof FAULTS
