/** The tables. Learner id leads the keys of the large ones, so that they can be distributed by it. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import type { Curve } from '../progress/events'

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

export const role = pgEnum('role', ['trainee', 'mentor', 'hr', 'admin'])

// — Identity: the columns Better Auth asks for, and ours —
export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
  role: role('role').notNull().default('trainee'),
  banned: boolean('banned').notNull().default(false),
  banReason: text('ban_reason'),
  banExpires: time('ban_expires'),
  locale: text('locale', { enum: ['zh', 'en'] }),
})

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique(),
    expiresAt: time('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('sessions_user').on(table.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('accounts_user').on(table.userId)],
)

export const verifications = pgTable(
  'verifications',
  {
    id: uuid('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [index('verifications_identifier').on(table.identifier)],
)

/** Points spent in the current window of each limited key. The limiter inserts by position: keep this column order. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: varchar('key', { length: 255 }).primaryKey(),
    points: integer('points').notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint('expire', { mode: 'number' }),
  },
  (table) => [index('rate_limits_expire').on(table.expire)],
)

// — The organisation —
export const departments = pgTable('departments', {
  id: uuid('id').primaryKey(),
  parentId: uuid('parent_id'),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  position: integer('position').notNull(),
})

export const cohorts = pgTable('cohorts', {
  id: uuid('id').primaryKey(),
  nameZh: text('name_zh').notNull(),
  nameEn: text('name_en').notNull(),
  startsOn: date('starts_on', { mode: 'string' }).notNull(),
})

/** A user's place in the organisation. HR's tables list people whose user role is trainee. */
export const people = pgTable(
  'people',
  {
    id: uuid('id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The personnel number. */
    externalId: text('external_id').notNull().unique(),
    departmentId: uuid('department_id')
      .notNull()
      .references(() => departments.id),
    cohortId: uuid('cohort_id').references(() => cohorts.id),
    mentorId: uuid('mentor_id').references(() => users.id),
    status: text('status', { enum: ['active', 'inactive'] })
      .notNull()
      .default('active'),
    joinedOn: date('joined_on', { mode: 'string' }).notNull(),
  },
  (table) => [
    index('people_department').on(table.departmentId),
    index('people_cohort').on(table.cohortId),
    index('people_mentor').on(table.mentorId),
  ],
)

// — Progress —
export const progressEvents = pgTable(
  'progress_events',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    type: text('type').notNull(),
    /** The client's time, clamped to the server's. */
    at: time('at').notNull(),
    receivedAt: time('received_at').notNull().defaultNow(),
    /** The event as sent, without id, lesson and type. */
    data: jsonb('data').notNull().$type<Record<string, unknown>>(),
    /** SHA-256 of the canonical body: tells a repeated event from a forged reuse of its id. */
    digest: text('digest').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('progress_events_lesson').on(table.learnerId, table.lesson, table.at),
  ],
)

export const lessonStates = pgTable(
  'lesson_states',
  {
    learnerId: uuid('learner_id').notNull(),
    lesson: text('lesson').notNull(),
    openedAt: time('opened_at').notNull(),
    lastAt: time('last_at').notNull(),
    lastCell: text('last_cell'),
    lastCellAt: time('last_cell_at'),
    runs: integer('runs').notNull().default(0),
    failedRuns: integer('failed_runs').notNull().default(0),
    activeMinutes: integer('active_minutes').notNull().default(0),
    lastError: text('last_error'),
    lastErrorAt: time('last_error_at'),
    checksPassed: text('checks_passed')
      .array()
      .notNull()
      .default(sql`'{}'`),
    curve: jsonb('curve').$type<Curve>(),
    curveAt: time('curve_at'),
    /** Set by a verified submission, and by nothing else. */
    verifiedAt: time('verified_at'),
    verifiedVersion: integer('verified_version'),
    bestScore: doublePrecision('best_score'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.lesson] }),
    index('lesson_states_verified').on(table.lesson, table.verifiedAt),
  ],
)

/** Every saved version of a learner's cell; the newest revision is the current one. */
export const cellSources = pgTable(
  'cell_sources',
  {
    learnerId: uuid('learner_id').notNull(),
    lesson: text('lesson').notNull(),
    cell: text('cell').notNull(),
    revision: integer('revision').notNull(),
    source: text('source').notNull(),
    savedAt: time('saved_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.cell, table.revision] })],
)

/** Each attempt at a verified check, with what the server found. */
export const submissions = pgTable(
  'submissions',
  {
    learnerId: uuid('learner_id').notNull(),
    /** UUIDv7 made by the browser: the same submission sent twice is judged once. */
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    check: text('check_id').notNull(),
    lessonVersion: integer('lesson_version').notNull(),
    verdict: text('verdict', { enum: ['verified', 'refused'] }).notNull(),
    /** A code from `lib/verify/verdict`, worded by the interface. */
    reason: text('reason'),
    score: doublePrecision('score'),
    /** The cells as they were run, id → source. */
    code: jsonb('code').notNull().$type<Record<string, string>>(),
    curve: jsonb('curve').$type<Curve>(),
    backend: text('backend').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('submissions_lesson').on(table.learnerId, table.lesson, table.createdAt),
  ],
)

/** Kept apart from their submission: large, and read only when a check is run again. */
export const submissionWeights = pgTable(
  'submission_weights',
  {
    learnerId: uuid('learner_id').notNull(),
    submissionId: uuid('submission_id').notNull(),
    values: bytea('values').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.submissionId] }),
    foreignKey({
      columns: [table.learnerId, table.submissionId],
      foreignColumns: [submissions.learnerId, submissions.id],
    }).onDelete('cascade'),
  ],
)

// — Audit: append-only, a trigger in the migration refuses UPDATE, DELETE and TRUNCATE —
export const auditEvents = pgTable(
  'audit_events',
  {
    id: uuid('id').primaryKey(),
    at: time('at').notNull().defaultNow(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    data: jsonb('data').notNull().$type<Record<string, unknown>>(),
  },
  (table) => [index('audit_events_at').on(table.at), index('audit_events_actor').on(table.actorId, table.at)],
)

/** Facts about this installation: is it a demo, which seed it holds. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})
