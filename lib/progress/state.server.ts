import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { db, type Queries } from '../db/client.server'
import { lessonStates } from '../db/schema'
import type { LessonState } from './mastery'

/** How a learner stands in a lesson: the folded events and the server's own verdict. */
export type LessonProgress = LessonState & {
  lesson: string
  /** When the first verified submission came in; null while there is none. */
  verifiedAt: Date | null
  /** The lesson's version at that time. */
  verifiedVersion: number | null
  /** What proved it; null while nothing did, and for what was verified before this was kept. */
  verifiedBy: 'checks' | 'placement' | 'waiver' | null
  /** 0 to 1, over all judged submissions. */
  bestScore: number | null
}

const withoutLearner = (row: typeof lessonStates.$inferSelect): LessonProgress => {
  const { learnerId: _, ...state } = row
  return state
}

/** The part of a learner's progress that events made, without the server's own verdict. */
export function foldedPart(progress: LessonProgress): LessonState {
  const {
    lesson: _,
    verifiedAt: __,
    verifiedVersion: ___,
    verifiedBy: ____,
    bestScore: _____,
    ...folded
  } = progress
  return folded
}

/** The viewer's own state of one lesson; null before the first event. */
export async function lessonStateOf(
  viewer: Viewer<'progress.write'>,
  lesson: string,
  database: Queries = db(),
): Promise<LessonProgress | null> {
  const [row] = await database
    .select()
    .from(lessonStates)
    .where(and(eq(lessonStates.learnerId, viewer.id), eq(lessonStates.lesson, lesson)))
  return row ? withoutLearner(row) : null
}

/** All of the viewer's own states, by lesson id. */
export async function lessonStatesOf(
  viewer: Viewer<'progress.write'>,
  database: Queries = db(),
): Promise<Map<string, LessonProgress>> {
  const rows = await database.select().from(lessonStates).where(eq(lessonStates.learnerId, viewer.id))
  return new Map(rows.map((row) => [row.lesson, withoutLearner(row)]))
}
