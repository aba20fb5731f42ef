/** Everything that is written to the audit log, by what it is about. A new action has its words in `audit.actions`. */
export const ACTIONS = {
  'session.started': 'access',
  'session.ended': 'access',
  'session.revoked': 'access',
  'sessions.revoked': 'access',
  'sign-in.refused': 'access',
  'password.changed': 'access',
  'password.recovery-asked': 'access',
  'password.recovery-given': 'access',
  'password.recovered': 'access',
  'invitation.accepted': 'access',
  'administrator.made': 'access',

  'person.invited': 'people',
  'person.invited-again': 'people',
  'person.changed': 'people',
  'person.role-changed': 'people',
  'person.deactivated': 'people',
  'person.reactivated': 'people',
  'person.erased': 'people',
  'person.exported': 'people',
  'people.imported': 'people',
  'mentors.assigned': 'people',
  'demonstration.left': 'people',

  'department.added': 'organisation',
  'department.changed': 'organisation',
  'department.removed': 'organisation',
  'cohort.added': 'organisation',
  'cohort.changed': 'organisation',
  'cohort.removed': 'organisation',

  'person.track-set': 'teaching',
  'assignment.given': 'teaching',
  'assignment.cancelled': 'teaching',
  'assignment.waived': 'teaching',
  'assignment.extended': 'teaching',
  'assignment.rescheduled': 'teaching',
  'assignment.reminded': 'teaching',
  'review.accepted': 'teaching',
  'review.returned': 'teaching',
  'review.reopened': 'teaching',
  'question.answered': 'teaching',
  'certificate.issued': 'teaching',
  'certificate.revoked': 'teaching',
  'certificate.replaced': 'teaching',
  'certificate.reissued': 'teaching',
  'check.rerun': 'teaching',
  'submission.flipped': 'teaching',
  'lesson.unverified': 'teaching',

  'submission.verified': 'learning',
  'submission.refused': 'learning',
  'submission.waiting': 'learning',
  'project.handed-in': 'learning',
  'project.withdrawn': 'learning',
  'placement.answered': 'learning',
  'track.followed': 'learning',
  'aim.chosen': 'learning',
  'progress.conflict': 'learning',

  'job.repeated': 'operation',
  'job.discarded': 'operation',
  'jobs.repeated': 'operation',
  'jobs.discarded': 'operation',

  'audit.exported': 'reading',
  'insights.people-read': 'reading',
  'insights.people-exported': 'reading',
  'insights.rows-read': 'reading',
  'insights.rows-exported': 'reading',
  'person.read': 'reading',
  'mentee.read': 'reading',
} as const satisfies Record<`${string}.${string}`, string>

export type AuditAction = keyof typeof ACTIONS
export type ActionGroup = (typeof ACTIONS)[AuditAction]
export const GROUPS = [
  'access',
  'people',
  'organisation',
  'teaching',
  'learning',
  'operation',
  'reading',
] as const satisfies readonly ActionGroup[]

/** Pages of HR and mentors that were merely looked at: many, and shown only when asked for. Files taken away are not. */
export const LOOKS = [
  'insights.people-read',
  'insights.rows-read',
  'person.read',
  'mentee.read',
] as const satisfies readonly AuditAction[]

export const actionsOf = (group: ActionGroup): AuditAction[] =>
  (Object.keys(ACTIONS) as AuditAction[]).filter((action) => ACTIONS[action] === group)

/** Older rows may hold an action that this version does not write any more. */
export const isAction = (text: string): text is AuditAction => Object.hasOwn(ACTIONS, text)
