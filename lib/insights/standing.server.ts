/**
 * Where each person of a group stands, as common table expressions that every figure and the table of people select
 * from. One row a person in `persons`; the large table is read once, by the lessons asked for, and never leaves
 * PostgreSQL.
 */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { type InsightFilters, periodStart } from './filters'
import { lessonsAsked, type Source, stagesAsked } from './source.server'

/** Started, not verified, and nothing done for longer than this. */
export const IDLE_DAYS = 14
/** Failed runs of a lesson, the latest run among them. */
export const FAILED_RUNS = 5
export const ACTIVE_DAYS = 7

const DAY = 86_400_000

export const instant = (time: Date): SQL => sql`${time.toISOString()}::timestamptz`
export const daysBefore = (source: Source, days: number): SQL =>
  instant(new Date(source.asOf.getTime() - days * DAY))

/** True for the moments of the period: after its beginning, up to now. */
export function inPeriod(column: SQL, filters: InsightFilters, source: Source): SQL {
  const start = periodStart(filters.period, source.asOf)
  const until = sql`${column} <= ${instant(source.asOf)}`
  return start === null ? until : sql`(${column} > ${instant(start)} and ${until})`
}

/** A department's id and those below it. */
function below(department: string): SQL {
  return sql`(with recursive below as (
      select id from departments where id = ${department}
      union select d.id from departments d join below b on d.parent_id = b.id
    ) select id from below)`
}

function inGroup(filters: InsightFilters): SQL {
  const conditions = [
    sql`u.role = 'trainee'`,
    sql`p.status = ${filters.status === 'inactive' ? 'inactive' : 'active'}`,
  ]
  if (filters.department) conditions.push(sql`p.department_id in ${below(filters.department)}`)
  if (filters.cohort) conditions.push(sql`p.cohort_id = ${filters.cohort}`)
  if (filters.mentor) conditions.push(sql`p.mentor_id = ${filters.mentor}`)
  return sql.join(conditions, sql` and `)
}

const stageColumn = (index: number): SQL => sql.identifier(`stage_${index}`) as unknown as SQL

/**
 * `with … persons as (…)`. Columns of `persons`: id, name, external_id, department_id, cohort_id, mentor_id;
 * verified (lessons), recent (lessons verified in the period), minutes (a lesson verified in the period, or null),
 * last_at, stage (index into the stages asked for), stage_0… (whether that stage is complete), status (a `Status`),
 * reason ('failing' or 'idle'), reason_lesson, reason_count, reason_since.
 */
export function standing(filters: InsightFilters, source: Source): SQL {
  const asked = lessonsAsked(filters, source)
  const stages = stagesAsked(filters, source)
  const shelf = JSON.stringify(asked.map(({ id, stage }) => ({ lesson: id, stage: stages.indexOf(stage) })))
  const totals = stages.map((stage) => asked.filter((lesson) => lesson.stage === stage).length)
  const recent = inPeriod(sql`s.verified_at`, filters, source)
  const failing = sql`(s.verified_at is null and s.failed_runs >= ${FAILED_RUNS} and s.last_error_at >= s.last_cell_at)`
  const each = (make: (index: number) => SQL) => stages.map((_, index) => make(index))
  const comma = (parts: SQL[]) => sql.join(parts.map((part) => sql`${part}, `))
  const complete = (index: number) => sql`coalesce(${stageColumn(index)}, 0) >= ${totals[index]}`
  return sql`
    with shelf as materialized (
      select lesson, stage from jsonb_to_recordset((${shelf}::text)::jsonb) as entry(lesson text, stage int)
    ),
    learners as (
      select p.id, u.name, p.external_id, p.department_id, p.cohort_id, p.mentor_id
      from people p join users u on u.id = p.id where ${inGroup(filters)}
    ),
    progress as (
      select s.learner_id, count(*)::int as started, count(s.verified_at)::int as verified,
        ${comma(each((index) => sql`(count(s.verified_at) filter (where shelf.stage = ${index}))::int as ${stageColumn(index)}`))}
        (count(*) filter (where ${recent}))::int as recent,
        round(avg(s.active_minutes) filter (where ${recent}))::int as minutes,
        max(s.last_at) as last_at,
        (array_agg(s.lesson order by s.last_at desc, s.lesson) filter (where s.verified_at is null))[1] as open_lesson,
        (array_agg(s.lesson order by s.last_error_at desc, s.lesson) filter (where ${failing}))[1] as failing_lesson,
        (array_agg(s.failed_runs order by s.last_error_at desc, s.lesson) filter (where ${failing}))[1] as failing_count,
        max(s.last_error_at) filter (where ${failing}) as failing_since
      from learners l join lesson_states s on s.learner_id = l.id join shelf on shelf.lesson = s.lesson
      group by s.learner_id
    ),
    placed as (
      select l.*, coalesce(g.verified, 0) as verified, coalesce(g.recent, 0) as recent, g.minutes, g.last_at,
        ${comma(each((index) => sql`(${complete(index)}) as ${stageColumn(index)}`))}
        ${
          stages.length === 0
            ? sql`null::int`
            : sql`case ${sql.join(each((index) => sql`when not (${complete(index)}) then ${index}::int `))} else ${stages.length - 1}::int end`
        } as stage,
        g.open_lesson, g.failing_lesson, g.failing_count, g.failing_since,
        case
          when g.learner_id is null then 'not-started'
          when g.verified >= ${asked.length} then 'verified'
          when g.failing_lesson is not null then 'at-risk'
          when g.open_lesson is not null and g.last_at < ${daysBefore(source, IDLE_DAYS)} then 'at-risk'
          else 'in-progress'
        end as status
      from learners l left join progress g on g.learner_id = l.id
    ),
    persons as (
      select placed.*,
        case when status <> 'at-risk' then null when failing_lesson is not null then 'failing' else 'idle' end as reason,
        case when status = 'at-risk' then coalesce(failing_lesson, open_lesson) end as reason_lesson,
        case when status = 'at-risk' then failing_count end as reason_count,
        case when status = 'at-risk' then coalesce(failing_since, last_at) end as reason_since
      from placed
    )`
}
