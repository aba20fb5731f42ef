/**
 * The best hidden score of each person for a check that has a leaderboard. Only the score leaves the server: it says
 * nothing of single examples, and as many a day count as are told exactly (`lib/verify/telling.ts`), so that nobody can
 * learn the hidden data by asking often.
 */
import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { db, type Queries } from '../db/client.server'
import { submissions, users } from '../db/schema'
import { METRICS, type MetricName } from '../curriculum/metrics'
import { type Catalog, installedLessons } from '../progress/catalog.server'
import { attemptDay } from '../verify/exact.server'
import { COUNTED_A_DAY } from '../verify/telling'
import { findPlace, type Me, type TurnedAway, turnAway } from '../verify/attempt.server'

/** Places that are shown; one's own is shown beside them. */
const SHOWN = 20
export type LeaderboardRow = { place: number; name: string; score: number; at: Date; mine: boolean }

export type Leaderboard = {
  kind: 'leaderboard'
  metric: MetricName
  people: number
  rows: LeaderboardRow[]
  /** When not among the rows; null without a counted attempt. */
  mine: LeaderboardRow | null
}

/**
 * Ties share a place, and among them the earlier one stands first. Names are those that colleagues see everywhere in
 * the product; people who have left are not listed.
 */
export async function findLeaderboard(
  viewer: Me,
  lessonId: string,
  checkId: string,
  { database = db(), catalog = installedLessons }: { database?: Queries; catalog?: Catalog } = {},
): Promise<Leaderboard | TurnedAway> {
  const place = await findPlace(viewer, 'model', lessonId, checkId, undefined, catalog)
  if (place.kind === 'turned-away') return place
  const { lesson, check } = place
  if (!check.leaderboard) return turnAway('unknown-check')
  const better = METRICS[check.metric].lower ? sql`score asc` : sql`score desc`
  const rows = await database.execute<{
    learner_id: string
    name: string
    score: number
    at: string
    place: number
    people: number
  }>(sql`
    with counted as (
      select ${submissions.learnerId} learner_id, ${submissions.lessonVersion} lesson_version, coalesce((${submissions.metrics} ->> ${check.metric})::float8, ${submissions.score}) score,
        ${submissions.createdAt} at,
        row_number() over (
          partition by ${submissions.learnerId}, ${attemptDay}
          order by ${submissions.createdAt}, ${submissions.id}
        ) nth
      from ${submissions}
      where ${and(eq(submissions.lesson, lesson.id), eq(submissions.check, check.id), eq(submissions.kind, 'model'))}
        and ${submissions.score} is not null
    ), best as (
      select distinct on (learner_id) learner_id, score, at from counted
      where nth <= ${COUNTED_A_DAY} and lesson_version >= ${check.since ?? lesson.version} order by learner_id, ${better}, at
    ), listed as (
      select best.*, ${users.name} name, rank() over (order by ${better}) place,
        row_number() over (order by ${better}, at, learner_id) position, count(*) over () people
      from best join ${users} on ${users.id} = best.learner_id where not ${users.banned}
    )
    select learner_id, name, score, at, place::int, people::int from listed
    where position <= ${SHOWN} or learner_id = ${viewer.id}
    order by position
  `)
  const all = rows.map((row) => ({
    place: row.place,
    name: row.name,
    score: row.score,
    at: new Date(row.at),
    mine: row.learner_id === viewer.id,
  }))
  const shown = all.slice(0, SHOWN)
  return {
    kind: 'leaderboard',
    metric: check.metric,
    people: rows[0]?.people ?? 0,
    rows: shown,
    mine: shown.some(({ mine }) => mine) ? null : (all.find(({ mine }) => mine) ?? null),
  }
}
