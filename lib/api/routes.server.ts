import 'server-only'
import { routes as cells } from './cells.server'
import { routes as insights } from './insights.server'
import { routes as me } from './me.server'
import { routes as mentees } from './mentees.server'
import { routes as progress } from './progress.server'
import type { Route } from './route.server'
import { routes as session } from './session.server'
import { routes as solutions } from './solutions.server'
import { routes as submissions } from './submissions.server'

/** Every route there is; a new noun file is added here, and the tests walk this list. */
export const routes: readonly Route[] = [
  ...session,
  ...me,
  ...progress,
  ...cells,
  ...submissions,
  ...solutions,
  ...mentees,
  ...insights,
]
