/** The tables. Learner id leads the keys of the large ones, so that they can be distributed by it. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
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
  serial,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import type { IssuedQuestion } from '../checks/quiz'
import { JOB_FAULTS } from '../jobs/fault'
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
  (table) => [
    index('accounts_user').on(table.userId),
    // An identity from outside belongs to one person.
    uniqueIndex('accounts_identity').on(table.providerId, table.accountId),
  ],
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

/** Points spent in the current window of each limited key; `lib/api/limits.server` counts. */
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
    status: text('status', { enum: ['invited', 'active', 'inactive'] })
      .notNull()
      .default('active'),
    /** The track followed; `content/tracks/<id>.yaml`. */
    track: text('track').notNull().default('ml-engineer'),
    /** The role aimed at: `<ladder>/<role>` of `content/careers/`. */
    aim: text('aim'),
    joinedOn: date('joined_on', { mode: 'string' }).notNull(),
    /**
     * Since when the person has had this place: made, accepted the invitation, or moved. What was asked of the place
     * before is not late with whoever comes. A trigger of the migration keeps it.
     */
    since: date('since', { mode: 'string' })
      .notNull()
      .default(sql`(now() at time zone 'Asia/Shanghai')::date`),
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
    /** What proved it: the lesson's own checks, a placement test, or a waiver that names its reason. */
    verifiedBy: text('verified_by', { enum: ['checks', 'placement', 'waiver'] }),
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
    kind: text('kind', { enum: ['quiz', 'code', 'model', 'review'] })
      .notNull()
      .default('model'),
    /** `waiting`: a project that no mentor has decided on yet. */
    verdict: text('verdict', { enum: ['verified', 'refused', 'waiting'] }).notNull(),
    /** A code from `lib/verify/verdict`, worded by the interface. */
    reason: text('reason'),
    score: doublePrecision('score'),
    /** The cells as they were run, id → source. */
    code: jsonb('code').notNull().$type<Record<string, string>>(),
    curve: jsonb('curve').$type<Curve>(),
    /** Null where nothing ran: a quiz. */
    backend: text('backend'),
    /** What was answered: option ids and numbers of a quiz, outputs of a challenge, the card of a project. */
    answers: jsonb('answers').$type<unknown>(),
    /** What the judge found, question by question or case by case; never an expected value. */
    details: jsonb('details').$type<unknown>(),
    /** Layers of a model whose shape the trainee chose. */
    topology: jsonb('topology').$type<unknown>(),
    /** All measures of a model on hidden data, by name. */
    metrics: jsonb('metrics').$type<Record<string, number>>(),
    /** The challenge that the answers belong to. */
    challengeId: uuid('challenge_id'),
    createdAt: time('created_at').notNull().defaultNow(),
    /** When the verdict was reached; later than `createdAt` for projects and for checks that were run again. */
    decidedAt: time('decided_at'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('submissions_lesson').on(table.learnerId, table.lesson, table.createdAt),
    index('submissions_check').on(table.lesson, table.check, table.verdict, table.createdAt),
  ],
)

/** A challenge is issued once, answered once, and belongs to one person, check and version for 15 minutes. */
export const challenges = pgTable(
  'challenges',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    check: text('check_id').notNull(),
    lessonVersion: integer('lesson_version').notNull(),
    /** Makes the inputs again when they are judged. */
    seed: text('seed').notNull(),
    issuedAt: time('issued_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    usedAt: time('used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('challenges_expiry').on(table.expiresAt),
  ],
)

/**
 * The questions of one attempt at a quiz, as they were issued: numbers, options and their order are this person's own.
 * One is open for each person and check, belongs to a version of the lesson, and is spent by being answered.
 */
export const quizPapers = pgTable(
  'quiz_papers',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    check: text('check_id').notNull(),
    lessonVersion: integer('lesson_version').notNull(),
    /** Questions with their answers. Never to be sent anywhere as they are. */
    questions: jsonb('questions').notNull().$type<IssuedQuestion[]>(),
    issuedAt: time('issued_at').notNull(),
    usedAt: time('used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('quiz_papers_check').on(table.learnerId, table.lesson, table.check, table.issuedAt),
  ],
)

/** One try at a stage's placement test: the questions drawn, and for each lesson whether it was proved. */
export const placements = pgTable(
  'placements',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    stage: text('stage').notNull(),
    /** Lesson → ids of the questions drawn. */
    drawn: jsonb('drawn').notNull().$type<Record<string, string[]>>(),
    /** Lesson → its questions as they were issued, and its version then. Null in tries of before. */
    issued: jsonb('issued').$type<Record<string, { version: number; questions: IssuedQuestion[] }>>(),
    answers: jsonb('answers').$type<unknown>(),
    /** Lesson → proved. */
    results: jsonb('results').$type<Record<string, boolean>>(),
    issuedAt: time('issued_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    answeredAt: time('answered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('placements_stage').on(table.learnerId, table.stage, table.issuedAt),
  ],
)

// — Reviews —
/** A mentor's work on a handed-in project; the submission itself lies in `submissions`. */
export const reviews = pgTable(
  'reviews',
  {
    learnerId: uuid('learner_id').notNull(),
    submissionId: uuid('submission_id').notNull(),
    /** When it was handed in: the queue's order. */
    queuedAt: time('queued_at').notNull(),
    /** Held for a while by the mentor who opened it. */
    claimedBy: uuid('claimed_by').references(() => users.id),
    claimedAt: time('claimed_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: time('decided_at'),
    decision: text('decision', { enum: ['accepted', 'returned'] }),
    /** Points by criterion, as given. */
    points: jsonb('points').$type<Record<string, number>>(),
    /** SHA-256 of the rubric the decision was computed with. */
    rubric: text('rubric'),
    summary: text('summary'),
    /** Why the mentor decided against the sum; null where the sum decided. */
    overrideFor: text('override_for'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.submissionId] }),
    index('reviews_queue').on(table.decidedAt, table.queuedAt),
    foreignKey({
      columns: [table.learnerId, table.submissionId],
      foreignColumns: [submissions.learnerId, submissions.id],
    }).onDelete('cascade'),
  ],
)

/** Decisions that were taken back, each as it stood, with who took it back and why. */
export const reviewReopenings = pgTable(
  'review_reopenings',
  {
    learnerId: uuid('learner_id').notNull(),
    submissionId: uuid('submission_id').notNull(),
    at: time('at').notNull(),
    reopenedBy: uuid('reopened_by')
      .notNull()
      .references(() => users.id),
    reason: text('reason').notNull(),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: time('decided_at').notNull(),
    decision: text('decision', { enum: ['accepted', 'returned'] }).notNull(),
    points: jsonb('points').$type<Record<string, number>>(),
    summary: text('summary'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.submissionId, table.at] }),
    foreignKey({
      columns: [table.learnerId, table.submissionId],
      foreignColumns: [submissions.learnerId, submissions.id],
    }).onDelete('cascade'),
  ],
)

export const reviewComments = pgTable(
  'review_comments',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    submissionId: uuid('submission_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    /** A line of a cell, a point of the curve, or nothing: the work as a whole. */
    anchor: jsonb('anchor').$type<unknown>(),
    body: text('body').notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('review_comments_submission').on(table.learnerId, table.submissionId, table.at),
    foreignKey({
      columns: [table.learnerId, table.submissionId],
      foreignColumns: [submissions.learnerId, submissions.id],
    }).onDelete('cascade'),
  ],
)

// — Certificates —
export const certificates = pgTable(
  'certificates',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    stage: text('stage').notNull(),
    /** In the public address: 128 random bits, base64url. */
    code: text('code').notNull().unique(),
    /** As the person was called when it was issued. */
    name: text('name').notNull(),
    lessons: jsonb('lessons')
      .notNull()
      .$type<
        { lesson: string; version: number; verifiedAt: string; by?: 'checks' | 'placement' | undefined }[]
      >(),
    issuedAt: time('issued_at').notNull(),
    revokedAt: time('revoked_at'),
    revokedBy: uuid('revoked_by').references(() => users.id),
    revokedFor: text('revoked_for'),
    /** Code of the corrected certificate that stands in its place. */
    replacedBy: text('replaced_by'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.code] }),
    /** One valid certificate a stage and person; revoked ones stay to be looked up. */
    uniqueIndex('certificates_valid')
      .on(table.learnerId, table.stage)
      .where(sql`revoked_at is null`),
    index('certificates_issued').on(table.issuedAt),
  ],
)

// — Assignments —
export const assignments = pgTable(
  'assignments',
  {
    id: uuid('id').primaryKey(),
    /** What is to be done: a track or a lesson, by its id. */
    subject: text('subject', { enum: ['track', 'lesson'] }).notNull(),
    subjectId: text('subject_id').notNull(),
    /** Who is to do it: a department with all below it, a cohort or one person. */
    audience: text('audience', { enum: ['department', 'cohort', 'person'] }).notNull(),
    audienceId: uuid('audience_id').notNull(),
    /** For those who were there when it was given. */
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    /** Days that whoever comes later has from then on; null: `due_on` holds for all, with the grace. */
    dueDays: integer('due_days'),
    note: text('note'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: time('created_at').notNull().defaultNow(),
    cancelledAt: time('cancelled_at'),
    cancelledBy: uuid('cancelled_by').references(() => users.id),
  },
  (table) => [
    index('assignments_due').on(table.dueOn),
    index('assignments_audience').on(table.audience, table.audienceId),
  ],
)

/** A person let off an assignment, or given more time, with the reason. The newest one counts. */
export const assignmentExceptions = pgTable(
  'assignment_exceptions',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    assignmentId: uuid('assignment_id')
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['waiver', 'extension'] }).notNull(),
    dueOn: date('due_on', { mode: 'string' }),
    reason: text('reason').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('assignment_exceptions_assignment').on(table.assignmentId),
  ],
)

/** What somebody was told of an assignment: `given`, or the reminder and the day it was about. Each once. */
export const assignmentReminders = pgTable(
  'assignment_reminders',
  {
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    assignmentId: uuid('assignment_id')
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    step: text('step').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.assignmentId, table.step] }),
    index('assignment_reminders_assignment').on(table.assignmentId),
  ],
)

// — A trainee's own margin —
export const notes = pgTable(
  'notes',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    /** Heading or cell of the lesson; null: the lesson as a whole. */
    anchor: text('anchor'),
    body: text('body').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('notes_lesson').on(table.learnerId, table.lesson),
  ],
)

export const bookmarks = pgTable(
  'bookmarks',
  {
    learnerId: uuid('learner_id').notNull(),
    lesson: text('lesson').notNull(),
    /** Heading or cell; the empty text: the lesson as a whole. */
    anchor: text('anchor').notNull().default(''),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.anchor] })],
)

// — Questions under a cell —
export const questions = pgTable(
  'questions',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    lesson: text('lesson').notNull(),
    cell: text('cell').notNull(),
    body: text('body').notNull(),
    at: time('at').notNull().defaultNow(),
    settledAt: time('settled_at'),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('questions_lesson').on(table.lesson, table.cell, table.at),
    index('questions_open').on(table.settledAt, table.at),
  ],
)

export const answers = pgTable(
  'answers',
  {
    learnerId: uuid('learner_id').notNull(),
    id: uuid('id').notNull(),
    questionId: uuid('question_id').notNull(),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    body: text('body').notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.id] }),
    index('answers_question').on(table.learnerId, table.questionId, table.at),
    foreignKey({
      columns: [table.learnerId, table.questionId],
      foreignColumns: [questions.learnerId, questions.id],
    }).onDelete('cascade'),
  ],
)

// — Told to people —
export const notifications = pgTable(
  'notifications',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** A member of `lib/notifications/kinds`, which says what `data` holds and how it is worded. */
    kind: text('kind').notNull(),
    data: jsonb('data').notNull().$type<Record<string, unknown>>(),
    at: time('at').notNull().defaultNow(),
    readAt: time('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index('notifications_unread').on(table.userId, table.readAt, table.at),
  ],
)

/**
 * Work for later: mail, reminders. Taken with FOR UPDATE SKIP LOCKED, tried again with growing pauses; what was given up
 * waits for an administrator, who repeats it or discards it.
 */
export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    data: jsonb('data').notNull().$type<Record<string, unknown>>(),
    /** Says the same thing only once: a second job of the same key is not written. */
    key: text('key').unique(),
    runAt: time('run_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    createdAt: time('created_at').notNull().defaultNow(),
    doneAt: time('done_at'),
    /** Since when it has been given up. */
    failedAt: time('failed_at'),
    /** Since when no try has succeeded; null while none has failed. */
    failingSince: time('failing_since'),
    /** A member of `lib/jobs/fault`. */
    fault: text('fault', { enum: JOB_FAULTS }),
    lastError: text('last_error'),
    discardedAt: time('discarded_at'),
  },
  (table) => [
    index('jobs_due').on(table.doneAt, table.failedAt, table.runAt),
    // Few rows, asked for on every page of an administrator.
    index('jobs_troubled')
      .on(table.failingSince)
      .where(sql`done_at is null and discarded_at is null and failing_since is not null`),
  ],
)

/** A page with its filters under a name of one's own. */
export const savedViews = pgTable(
  'saved_views',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    page: text('page').notNull(),
    name: text('name').notNull(),
    /** The address's query. */
    query: text('query').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.id] })],
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

// — Roll-ups behind HR's figures. `lib/insights/rollup` keeps them; all but `learning_days` can be made again from the
// tables above, and `learning_days` from the progress log —
/**
 * Days on which somebody did anything in a lesson, by Shanghai's calendar, and the minutes of touched work in them that
 * the server was told of while they happened: none in most of what came late. A trigger on the log writes it. Days here and below are counted from 1970-01-01.
 */
export const learningDays = pgTable(
  'learning_days',
  {
    learnerId: uuid('learner_id').notNull(),
    lesson: text('lesson').notNull(),
    day: integer('day').notNull(),
    minutes: integer('minutes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.lesson, table.day] })],
)

/** Whose roll-ups are behind: triggers write here in the transaction that changes something, so no writer can forget. */
export const insightDirty = pgTable('insight_dirty', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  learnerId: uuid('learner_id').notNull(),
  at: time('at').notNull().defaultNow(),
})

/** Where each trainee stood in the organisation when their facts were counted. */
export const insightPeople = pgTable(
  'insight_people',
  {
    learnerId: uuid('learner_id').primaryKey(),
    number: text('number').notNull(),
    departmentId: uuid('department_id').notNull(),
    /** The department and all above it. */
    path: uuid('path').array().notNull(),
    cohortId: uuid('cohort_id'),
    track: text('track').notNull(),
    mentorId: uuid('mentor_id'),
    /** Active trainees are counted; others are listed only. */
    counted: boolean('counted').notNull(),
    /** Has not accepted the invitation yet: counted in the figure of activation only. */
    invited: boolean('invited').notNull().default(false),
  },
  (table) => [
    index('insight_people_number').on(table.number),
    index('insight_people_path').using('gin', table.path),
    index('insight_people_department').on(table.departmentId, table.number),
    index('insight_people_cohort').on(table.cohortId, table.number),
    index('insight_people_mentor').on(table.mentorId),
  ],
)

/** How a trainee stands in the required lessons of one stage, or of all (`*`). */
export const insightStandings = pgTable(
  'insight_standings',
  {
    learnerId: uuid('learner_id').notNull(),
    stage: text('stage').notNull(),
    /** none, open, failing, between (nothing open, something left) or verified. */
    state: text('state').notNull(),
    lastDay: integer('last_day'),
    verified: integer('verified').notNull(),
    planned: integer('planned').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.learnerId, table.stage] }),
    index('insight_standings_state').on(table.stage, table.state, table.lastDay),
  ],
)

/** What one trainee adds to the figures: parallel arrays, one entry a cell. See `lib/insights/rollup/facts`. */
export const insightFacts = pgTable(
  'insight_facts',
  {
    learnerId: uuid('learner_id').notNull(),
    kind: text('kind').notNull(),
    a: text('a').array().notNull(),
    b: integer('b').array().notNull(),
    c: integer('c').array().notNull(),
    n: integer('n').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.learnerId, table.kind] })],
)

/** Groups large enough to be summed up in advance; null is "all". */
export const insightScopes = pgTable(
  'insight_scopes',
  {
    id: serial('id').primaryKey(),
    departmentId: uuid('department_id'),
    cohortId: uuid('cohort_id'),
    track: text('track'),
  },
  (table) => [
    unique('insight_scopes_group').on(table.departmentId, table.cohortId, table.track).nullsNotDistinct(),
  ],
)

/** The facts of a group's counted people, added up. */
export const insightCells = pgTable(
  'insight_cells',
  {
    scope: integer('scope').notNull(),
    kind: text('kind').notNull(),
    a: text('a').notNull(),
    b: integer('b').notNull(),
    c: integer('c').notNull(),
    n: integer('n').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.kind, table.a, table.b, table.c] })],
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
  (table) => [
    index('audit_events_at').on(table.at, table.id),
    index('audit_events_actor').on(table.actorId, table.at),
  ],
)

/** From where an entry's actor came. Apart from the log, because it goes when the person is erased and the log stays. */
export const auditOrigins = pgTable(
  'audit_origins',
  {
    eventId: uuid('event_id').primaryKey(),
    actorId: uuid('actor_id').notNull(),
    /** As believed behind the trusted proxies. */
    address: text('address'),
    /** Browser and system in words. */
    device: text('device'),
  },
  (table) => [
    index('audit_origins_actor').on(table.actorId),
    index('audit_origins_address').on(table.address),
  ],
)

/** How often a sign-in was refused, by account (nil where there is none), address and minute. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    accountId: uuid('user_id').notNull(),
    /** Empty where unknown; `*` for all that were too many to be told apart. */
    address: text('address').notNull(),
    minute: time('minute').notNull(),
    /** The entry of the audit log that this counts for. */
    eventId: uuid('event_id').notNull().defaultRandom(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.address, table.minute] }),
    index('sign_in_failures_minute').on(table.minute),
    index('sign_in_failures_event').on(table.eventId),
  ],
)

/** What people were called from when on, written by a trigger, so that the log can say names as they were. */
export const personNames = pgTable(
  'person_names',
  {
    userId: uuid('user_id').notNull(),
    since: time('since').notNull().defaultNow(),
    name: text('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.since] })],
)

/** Facts about this installation: is it a demo, which seed it holds. */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})
