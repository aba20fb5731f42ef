/**
 * Where personal data lies: for each table, which rows are about somebody, and what becomes of them when that person is
 * erased. A literal over the whole schema, so that a new table does not compile until somebody has thought about it.
 */
import 'server-only'
import { getTableName, isTable, type SQL, sql, type Table } from 'drizzle-orm'
import * as schema from '../db/schema'

type Tables = { [K in keyof typeof schema as (typeof schema)[K] extends Table ? K : never]: true }
export type TableKey = keyof Tables

type Rows = (person: string) => SQL
type Personal = {
  /** Rows that name the person in any way, for the export; `t` is the table. */
  about: Rows
  /** Columns that are keys and not data: left out of the export. */
  secret?: readonly string[]
  /** Rows that go; `by-function`: by the one way past the append-only trigger. */
  erase?: Rows | 'by-function'
  /** Rows that stay without the person. */
  blank?: { rows: Rows; set: Rows }
  /** Why rows stay that name the person by an id which then leads to nobody. */
  keeps?: string
}
type Impersonal = { none: string }

const learner: Rows = (person) => sql`t.learner_id = ${person}`
const owner: Rows = (person) => sql`t.user_id = ${person}`
const either = (...columns: string[]): Rows => {
  const list = sql.join(
    columns.map((column) => sql.raw(`t.${column}`)),
    sql`, `,
  )
  return (person) => sql`${person}::uuid in (${list})`
}
const all = (rows: Rows): Personal => ({ about: rows, erase: rows })
const ROLLED_UP = 'Counted from other tables; goes when the roll-up next looks, seconds later.'

/** In the order in which rows go: what refers to others before them. */
export const PERSONAL_DATA: Record<TableKey, Personal | Impersonal> = {
  submissionWeights: all(learner),
  reviewComments: {
    about: either('learner_id', 'author_id'),
    erase: learner,
    keeps: 'Comments on other people’s work belong to that work.',
  },
  reviewReopenings: {
    about: either('learner_id', 'reopened_by', 'decided_by'),
    erase: learner,
    keeps: 'That a decision on other people’s work was taken back stays known.',
  },
  reviews: {
    about: either('learner_id', 'claimed_by', 'decided_by'),
    erase: learner,
    blank: {
      rows: (person) => sql`t.claimed_by = ${person}`,
      set: () => sql`claimed_by = null, claimed_at = null`,
    },
    keeps: 'Decisions on other people’s work stay valid.',
  },
  submissions: all(learner),
  challenges: all(learner),
  quizPapers: all(learner),
  placements: all(learner),
  progressEvents: { about: learner, erase: 'by-function' },
  learningDays: all(learner),
  lessonStates: all(learner),
  cellSources: all(learner),
  certificates: {
    about: either('learner_id', 'revoked_by'),
    erase: learner,
    keeps: 'Other people’s certificates stay revoked.',
  },
  assignmentReminders: all(learner),
  assignmentExceptions: {
    about: either('learner_id', 'created_by'),
    erase: learner,
    keeps: 'What was granted to others stays granted.',
  },
  assignments: {
    about: (person) =>
      sql`${person}::uuid in (t.created_by, t.cancelled_by) or t.audience = 'person' and t.audience_id = ${person}`,
    erase: (person) => sql`t.audience = 'person' and t.audience_id = ${person}`,
    keeps: 'What was given to others stays given.',
  },
  notes: all(learner),
  bookmarks: all(learner),
  answers: {
    about: either('learner_id', 'author_id'),
    erase: learner,
    keeps: 'Answers to other people’s questions go on helping them.',
  },
  questions: all(learner),
  notifications: all((person) => sql`${owner(person)} or strpos(t.data::text, ${person}) > 0`),
  jobs: all((person) => sql`strpos(t.data::text, ${person}) > 0`),
  savedViews: all(owner),
  sessions: { ...all(owner), secret: ['token'] },
  accounts: { ...all(owner), secret: ['password', 'access_token', 'refresh_token', 'id_token'] },
  verifications: { ...all((person) => sql`split_part(t.identifier, ':', 2) = ${person}`), secret: ['value'] },
  rateLimits: all((person) => sql`strpos(t.key, ${person}) > 0`),
  people: {
    about: either('id', 'mentor_id'),
    erase: (person) => sql`t.id = ${person}`,
    blank: { rows: (person) => sql`t.mentor_id = ${person}`, set: () => sql`mentor_id = null` },
  },
  users: {
    about: (person) => sql`t.id = ${person}`,
    blank: {
      rows: (person) => sql`t.id = ${person}`,
      set: (
        person,
      ) => sql`name = '—', email = ${`erased-${person}@invalid`}, email_verified = false, image = null,
        role = 'trainee', banned = true, ban_reason = 'erased', ban_expires = null, locale = null, updated_at = now()`,
    },
    keeps: 'An empty row, so that what stays elsewhere still points at something.',
  },
  auditEvents: {
    about: (person) => sql`t.actor_id = ${person} or t.subject = ${`user ${person}`}`,
    keeps: 'Who did what stays provable. Entries hold ids, never names or addresses.',
  },
  auditOrigins: all((person) => sql`t.actor_id = ${person}`),
  signInFailures: all(owner),
  // After `users`: emptying the name writes one more row.
  personNames: all(owner),
  insightDirty: { about: learner, keeps: ROLLED_UP },
  insightPeople: { about: either('learner_id', 'mentor_id'), keeps: ROLLED_UP },
  insightStandings: { about: learner, keeps: ROLLED_UP },
  insightFacts: { about: learner, keeps: ROLLED_UP },
  insightScopes: { none: 'Groups of people.' },
  insightCells: { none: 'Sums over groups.' },
  departments: { none: 'Names of departments.' },
  cohorts: { none: 'Names of cohorts.' },
  settings: { none: 'Facts about the installation.' },
}

/** Every table of the schema, found by walking it. */
export const TABLES = Object.fromEntries(
  Object.entries(schema).filter(([, value]) => isTable(value)),
) as unknown as Record<TableKey, Table>

/** A table's name in the database. */
export const tableName = (key: TableKey): string => getTableName(TABLES[key])
