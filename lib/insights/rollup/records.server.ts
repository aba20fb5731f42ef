import 'server-only'
import { sql } from 'drizzle-orm'
import { dueDayOf } from '../../assignments/decide'
import type { Queries } from '../../db/client.server'
import { numberOfDate } from '../days'
import type { PersonRecord } from './record'

type Row = {
  id: string
  number: string
  department: string
  cohort: string | null
  track: string
  mentor: string | null
  counted: boolean
  invited: boolean
  since: string
  states: PersonRecord['states'] | null
  minutes: PersonRecord['minutes'] | null
  attempts: PersonRecord['attempts'] | null
  reviews: PersonRecord['reviews'] | null
  certificates: PersonRecord['certificates'] | null
  exceptions: { assignment: string; kind: 'waiver' | 'extension'; due: string | null }[] | null
}

type Assignment = {
  id: string
  subject: 'track' | 'lesson'
  subjectId: string
  audience: 'department' | 'cohort' | 'person'
  audienceId: string
  dueOn: string
  dueDays: number | null
  givenOn: string
}

/** Department → itself and all above it. */
export async function departmentPaths(database: Queries): Promise<Map<string, string[]>> {
  const rows = await database.execute<{ id: string; parent: string | null }>(
    sql`select id, parent_id as parent from departments`,
  )
  const parents = new Map([...rows].map(({ id, parent }) => [id, parent]))
  const paths = new Map<string, string[]>()
  for (const id of parents.keys()) {
    const path: string[] = []
    for (let at: string | null = id; at !== null && !path.includes(at); at = parents.get(at) ?? null)
      path.push(at)
    paths.set(id, path)
  }
  return paths
}

/** What the tables say now about some trainees. Whoever is no trainee (any more) is left out. */
export async function loadRecords(database: Queries, ids: readonly string[]): Promise<PersonRecord[]> {
  const chosen = sql`any(${`{${ids.join()}}`}::uuid[])`
  const paths = await departmentPaths(database)
  const assignments = await database.execute<Assignment>(sql`
    select id, subject, subject_id as "subjectId", audience, audience_id as "audienceId", due_on::text as "dueOn",
      due_days as "dueDays", (created_at at time zone 'Asia/Shanghai')::date::text as "givenOn"
    from assignments where cancelled_at is null`)
  const rows = await database.execute<Row>(sql`
    with states as (
      select learner_id, jsonb_agg(jsonb_build_object('lesson', lesson, 'opened', shanghai_day(opened_at),
        'last', shanghai_day(last_at), 'verified', shanghai_day(verified_at),
        'failing', verified_at is null and failed_runs >= 5 and last_error_at >= last_cell_at is true)) as items
      from lesson_states where learner_id = ${chosen} group by 1
    ), minutes as (
      select learner_id, jsonb_agg(jsonb_build_object('lesson', lesson, 'day', day, 'minutes', minutes)) as items
      from learning_days where learner_id = ${chosen} group by 1
    ), first_pass as (
      select learner_id, lesson, check_id, min(created_at) filter (where verdict = 'verified') as passed_at
      from submissions where learner_id = ${chosen} and kind <> 'review' group by 1, 2, 3
    ), attempts as (
      select learner_id, jsonb_agg(jsonb_build_object('lesson', lesson, 'check', check_id, 'tries', tries,
        'passed', passed)) as items
      from (
        select s.learner_id, s.lesson, s.check_id, p.passed_at is not null as passed,
          count(*) filter (where p.passed_at is null or s.created_at <= p.passed_at) as tries
        from first_pass p join submissions s using (learner_id, lesson, check_id)
        where s.learner_id = ${chosen} and s.kind <> 'review' group by 1, 2, 3, 4
      ) counted group by 1
    ), projects as (
      select r.learner_id, jsonb_agg(jsonb_build_object('lesson', s.lesson, 'queued', shanghai_day(r.queued_at),
        'decided', shanghai_day(r.decided_at), 'accepted', r.decision is not distinct from 'accepted')) as items
      from reviews r join submissions s on s.learner_id = r.learner_id and s.id = r.submission_id
      where r.learner_id = ${chosen} group by 1
    ), proofs as (
      select learner_id, jsonb_agg(jsonb_build_object('stage', stage, 'issued', shanghai_day(issued_at),
        'revoked', revoked_at is not null)) as items
      from certificates where learner_id = ${chosen} group by 1
    ), newest as (
      select distinct on (learner_id, assignment_id) learner_id, assignment_id, kind, due_on
      from assignment_exceptions where learner_id = ${chosen}
      order by learner_id, assignment_id, created_at desc, id desc
    ), let_off as (
      select learner_id, jsonb_agg(jsonb_build_object('assignment', assignment_id, 'kind', kind,
        'due', due_on::text)) as items
      from newest group by 1
    )
    select p.id, p.external_id as number, p.department_id as department, p.cohort_id as cohort, p.track,
      p.mentor_id as mentor, p.status = 'active' as counted, p.status = 'invited' as invited, p.since::text as since, states.items as states, minutes.items as minutes,
      attempts.items as attempts, projects.items as reviews, proofs.items as certificates,
      let_off.items as exceptions
    from people p join users u on u.id = p.id
      left join states on states.learner_id = p.id left join minutes on minutes.learner_id = p.id
      left join attempts on attempts.learner_id = p.id left join projects on projects.learner_id = p.id
      left join proofs on proofs.learner_id = p.id left join let_off on let_off.learner_id = p.id
    where p.id = ${chosen} and u.role = 'trainee'`)
  return [...rows].map((row) => {
    const path = paths.get(row.department) ?? [row.department]
    const { id, number, cohort, track, mentor, counted, invited } = row
    return {
      id,
      number,
      path,
      cohort,
      track,
      mentor,
      counted,
      invited,
      states: row.states ?? [],
      minutes: row.minutes ?? [],
      attempts: row.attempts ?? [],
      reviews: row.reviews ?? [],
      certificates: row.certificates ?? [],
      assigned: assignedTo(row, path, [...assignments]),
    }
  })
}

function assignedTo(row: Row, path: string[], assignments: readonly Assignment[]): PersonRecord['assigned'] {
  const reaches = ({ audience, audienceId }: Assignment): boolean => {
    switch (audience) {
      case 'department':
        return path.includes(audienceId)
      case 'cohort':
        return row.cohort === audienceId
      case 'person':
        return row.id === audienceId
      default:
        return audience satisfies never
    }
  }
  return assignments.filter(reaches).flatMap(({ id, subject, subjectId, ...dated }) => {
    const exception = row.exceptions?.find(({ assignment }) => assignment === id)
    if (exception?.kind === 'waiver') return []
    return [{ subject, subjectId, due: numberOfDate(dueDayOf(dated, row.since, exception?.due ?? null)) }]
  })
}
