/** The whole policy: who may do what. Checked where the data is read (`requirePermission`), never only in a layout. */
export const ROLES = ['trainee', 'mentor', 'hr', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const PERMISSIONS = {
  /** Read lessons and use their cells. */
  'lessons.read': ['trainee', 'mentor', 'hr', 'admin'],
  /** Record one's own progress, code and submissions. */
  'progress.write': ['trainee', 'mentor', 'hr', 'admin'],
  /** Manage one's own account: password, sessions. */
  'account.manage': ['trainee', 'mentor', 'hr', 'admin'],
  /** See one's own mentees: status, code, curves. */
  'mentees.read': ['mentor'],
  /** See completion figures and the people behind them; never code. */
  'insights.read': ['hr', 'admin'],
  /** Decide on projects that one's own mentees, or people without a mentor, have handed in. */
  'reviews.write': ['mentor'],
  /** Answer questions asked under a cell. */
  'questions.answer': ['mentor'],
  /** See where a lesson confuses people: figures by cell, no names. */
  'confusion.read': ['mentor', 'admin'],
  /** Give tracks and lessons to people with a due date; waive and extend. */
  'assignments.write': ['hr', 'admin'],
  /** Revoke a certificate. */
  'certificates.revoke': ['hr', 'admin'],
  /** See people's places in the organisation; never code. */
  'people.read': ['hr', 'admin'],
  /** Put people on a track. */
  'people.track': ['hr', 'admin'],
  /** Invite, import, move, deactivate, export and erase people; departments, cohorts, mentors, roles. */
  'people.manage': ['admin'],
  /** Run a changed check over what is stored. */
  'checks.rerun': ['admin'],
  /** Read the audit log. */
  'audit.read': ['admin'],
  /** See work done in the background that fails; repeat or discard it. */
  'jobs.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof PERMISSIONS

export function can(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = PERMISSIONS[permission]
  return holders.includes(role)
}

declare const granted: unique symbol
/**
 * A signed-in person for whom `P` was checked; plain `Viewer` is one for whom nothing was: a name to show, not a key to
 * data. Only `lib/auth` makes them.
 */
export type Viewer<P extends Permission = never> = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly locale: 'zh' | 'en'
  readonly [granted]: (permission: P) => void
}
