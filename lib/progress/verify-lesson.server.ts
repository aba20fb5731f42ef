/**
 * The only writer of `verified_*`. Whatever proves a lesson (its checks, a placement test, a waiver) ends here, in the
 * transaction that holds the proof. Nothing is taken back by it: the first verification keeps its time and version.
 * Only a check that is run again may end one, by `endVerification`, after a person has confirmed it by name.
 */
import 'server-only'
import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { issueEarned } from '../certificates/issue.server'
import type { Lesson } from '../curriculum/lesson'
import { stillCounts } from '../curriculum/since'
import type { Transaction } from '../db/client.server'
import { lessonStates, submissions } from '../db/schema'

export type Proof = {
  by: 'checks' | 'placement' | 'waiver'
  /** The lesson's version at that time. */
  version: number
  /** 0 to 1; null where nothing was measured. */
  score: number | null
  at: Date
}

/** @returns whether the lesson was not verified before; the caller holds the learner's lock */
export async function markVerified(
  tx: Transaction,
  learner: string,
  lesson: string,
  { by, version, score, at }: Proof,
): Promise<boolean> {
  const [before] = await tx
    .select({ verifiedAt: lessonStates.verifiedAt })
    .from(lessonStates)
    .where(
      and(
        eq(lessonStates.learnerId, learner),
        eq(lessonStates.lesson, lesson),
        isNotNull(lessonStates.verifiedAt),
      ),
    )
  if (before) return false
  const proof = { verifiedAt: at, verifiedVersion: version, verifiedBy: by }
  await tx
    .insert(lessonStates)
    .values({ learnerId: learner, lesson, openedAt: at, lastAt: at, bestScore: score, ...proof })
    .onConflictDoUpdate({
      target: [lessonStates.learnerId, lessonStates.lesson],
      set: { ...proof, ...risen },
    })
  // The last proof of a stage brings its certificate, in the same transaction.
  await issueEarned(tx, learner, at)
  return true
}

/** The best score and the latest time only rise. */
const risen = {
  lastAt: sql`greatest(${lessonStates.lastAt}, excluded.last_at)`,
  bestScore: sql`greatest(${lessonStates.bestScore}, excluded.best_score)`,
}

/**
 * What an attempt that was just stored means for its lesson: the best score, and verification when each of the
 * lesson's checks has a verified submission that counts for the lesson as it is now. A proof belongs to the version it
 * was made at: when the version is raised, what was proved of a lesson half done has to be proved again, unless its
 * check says since when it asks for the same (`since`).
 * @returns whether the lesson became verified by it
 */
export async function settleLesson(
  tx: Transaction,
  learner: string,
  lesson: Lesson,
  { score, at }: { score: number | null; at: Date },
): Promise<boolean> {
  await tx
    .insert(lessonStates)
    .values({ learnerId: learner, lesson: lesson.id, openedAt: at, lastAt: at, bestScore: score })
    .onConflictDoUpdate({ target: [lessonStates.learnerId, lessonStates.lesson], set: risen })
  const rows = await tx
    .selectDistinct({ check: submissions.check, version: submissions.lessonVersion })
    .from(submissions)
    .where(
      and(
        eq(submissions.learnerId, learner),
        eq(submissions.lesson, lesson.id),
        eq(submissions.verdict, 'verified'),
      ),
    )
  const isProved = (check: Lesson['checks'][number]) =>
    rows.some((row) => row.check === check.id && stillCounts(check, lesson, row.version))
  if (!lesson.checks.every(isProved)) return false
  return markVerified(tx, learner, lesson.id, { by: 'checks', version: lesson.version, score, at })
}

/** Ends what the lesson's checks had proved; a placement or a waiver stays. The caller holds the learner's lock. */
export async function endVerification(tx: Transaction, learner: string, lesson: string): Promise<void> {
  await tx
    .update(lessonStates)
    .set({ verifiedAt: null, verifiedVersion: null, verifiedBy: null })
    .where(
      and(
        eq(lessonStates.learnerId, learner),
        eq(lessonStates.lesson, lesson),
        or(eq(lessonStates.verifiedBy, 'checks'), isNull(lessonStates.verifiedBy)),
      ),
    )
}
