import 'server-only'
import { routes as assignments } from './assignments.server'
import { routes as auditLog } from './audit-log.server'
import { routes as cells } from './cells.server'
import { routes as certificates } from './certificates.server'
import { routes as challenges } from './challenges.server'
import { routes as cohorts } from './cohorts.server'
import { routes as demonstration } from './demonstration.server'
import { routes as departments } from './departments.server'
import { routes as confusion } from './confusion.server'
import { routes as insights } from './insights.server'
import { routes as invitations } from './invitations.server'
import { routes as jobs } from './jobs.server'
import { routes as leaderboards } from './leaderboards.server'
import { routes as me } from './me.server'
import { routes as mentees } from './mentees.server'
import { routes as notifications } from './notifications.server'
import { routes as papers } from './papers.server'
import { routes as people } from './people.server'
import { routes as placements } from './placements.server'
import { routes as path } from './path.server'
import { routes as notes } from './notes.server'
import { routes as progress } from './progress.server'
import { routes as questions } from './questions.server'
import { routes as recovery } from './recovery.server'
import { routes as reruns } from './reruns.server'
import { routes as reviews } from './reviews.server'
import type { Route } from './route.server'
import { routes as search } from './search.server'
import { routes as session } from './session.server'
import { routes as setup } from './setup.server'
import { routes as solutions } from './solutions.server'
import { routes as submissions } from './submissions.server'

/** Every route there is; a new noun file is added here, and the tests walk this list. */
export const routes: readonly Route[] = [
  ...session,
  ...invitations,
  ...recovery,
  ...setup,
  ...me,
  ...notifications,
  ...progress,
  ...path,
  ...certificates,
  ...cells,
  ...challenges,
  ...papers,
  ...submissions,
  ...placements,
  ...solutions,
  ...mentees,
  ...reviews,
  ...reruns,
  ...leaderboards,
  ...insights,
  ...search,
  ...notes,
  ...questions,
  ...confusion,
  ...people,
  ...departments,
  ...demonstration,
  ...cohorts,
  ...assignments,
  ...auditLog,
  ...jobs,
]
