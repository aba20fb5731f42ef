/**
 * An organisation of any size, made inside PostgreSQL: sixty lessons, two to three hundred departments, and for each
 * person a hundred events. Nobody's name or work is real.
 */
import { sql } from 'drizzle-orm'
import type { Database } from '../lib/db/client.server'
import type { Plan } from '../lib/insights/plan'
import { STAGES } from '../lib/curriculum/ids'
import type { Lesson } from '../lib/curriculum/lesson'

const both = (text: string) => ({ zh: text, en: text })

export const LESSONS = 60
/** Lessons of a stage, and of a module. */
const IN_STAGE = LESSONS / 4
const IN_MODULE = 5

const lessonId = (index: number) => `bench-${String(index).padStart(2, '0')}`

function lesson(index: number): Lesson {
  const text = { title: lessonId(index), summary: lessonId(index), objectives: [lessonId(index)] }
  const review = { id: 'project', kind: 'review' }
  return {
    id: lessonId(index),
    stage: STAGES[Math.floor(index / IN_STAGE)]!,
    module: `module-${Math.floor((index % IN_STAGE) / IN_MODULE)}`,
    order: index,
    version: 1,
    minutes: 30,
    skills: { modelling: 1 + (index % 3), data: 1 + (index % 2) },
    requires: [],
    datasets: [],
    checks: [
      { id: 'quiz', kind: 'quiz', pass: 1 },
      ...(index % 15 === 14 ? [review] : []),
    ] as Lesson['checks'],
    formerly: [],
    text: { zh: text, en: text },
  }
}

const track = (id: string, position: number, lessons: Lesson[]) => ({
  id,
  position,
  electives: [],
  leads: false,
  title: both(id),
  summary: both(id),
  for: both(id),
  lessons: lessons.map((one) => one.id),
})

const lessons = Array.from({ length: LESSONS }, (_, index) => lesson(index))

export const PLAN: Plan = {
  lessons,
  tracks: Array.from({ length: 5 }, (_, index) =>
    track(
      `track-${index}`,
      index + 1,
      lessons.filter((__, at) => at % 5 !== index),
    ),
  ),
  ladders: Array.from({ length: 3 }, (_, ladder) => ({
    id: `ladder-${ladder}`,
    title: both(`ladder ${ladder}`),
    summary: both(`ladder ${ladder}`),
    position: ladder + 1,
    roles: Array.from({ length: 4 }, (__, step) => ({
      id: `step-${step}`,
      title: both(`step ${step}`),
      summary: both(`step ${step}`),
      skills: { modelling: 10 * (step + 1) },
      stages: STAGES.slice(0, step),
      evidence: { lessons: [lessonId(step * 12)], certificates: [], reviews: [] },
    })),
  })),
}

/** Tables that triggers watch: they sleep while the past is written. */
const WATCHED = [
  'users',
  'people',
  'lesson_states',
  'progress_events',
  'submissions',
  'reviews',
  'certificates',
]

/**
 * @param people trainees; a hundredth as many mentors
 * @param events in all, at least four for each lesson somebody began
 */
export async function seedWorld(database: Database, people: number, events: number): Promise<void> {
  const run = (text: string) => database.execute(sql.raw(text))
  for (const table of WATCHED) await run(`alter table ${table} disable trigger user`)
  await run(`select setseed(0.5)`)
  // 8 areas, 5 departments in each, 5 teams in each of these.
  await run(`
    create temp table tree as select gen_random_uuid() as id, n, case when n <= 8 then 1 when n <= 48 then 2 else 3 end as level
    from generate_series(1, 248) n`)
  await run(`
    insert into departments (id, parent_id, name_zh, name_en, position)
    select t.id, (select p.id from tree p where t.level = 2 and p.n = 1 + (t.n - 9) / 5 or t.level = 3 and p.n = 9 + (t.n - 49) / 5),
      '部门' || t.n, 'Department ' || t.n, t.n from tree t order by n`)
  await run(`
    insert into cohorts (id, name_zh, name_en, starts_on)
    select gen_random_uuid(), '班' || n, 'Cohort ' || n, current_date - n * 30 from generate_series(1, 12) n`)
  await run(`
    insert into users (id, name, email, role)
    select gen_random_uuid(), '导师' || n, 'mentor' || n || '@bench.example', 'mentor' from generate_series(1, ${Math.ceil(people / 100)}) n`)
  await run(`
    insert into users (id, name, email, role)
    select gen_random_uuid(), '学员' || n, 'learner' || n || '@bench.example', 'trainee' from generate_series(1, ${people}) n`)
  await run(`
    insert into people (id, external_id, department_id, cohort_id, mentor_id, status, track, joined_on)
    select u.id, 'B' || lpad(u.n::text, 7, '0'), teams.ids[1 + (u.n * 7919 % 200)::int], co.ids[1 + (random() * 11)::int],
      me.ids[1 + (u.n % array_length(me.ids, 1))::int], case when random() < 0.03 then 'inactive' else 'active' end,
      'track-' || (random() * 4)::int, current_date - 400
    from (select id, row_number() over (order by id) as n from users where role = 'trainee') u,
      (select array_agg(id order by n) as ids from tree where level = 3) teams,
      (select array_agg(id order by starts_on) as ids from cohorts) co,
      (select array_agg(id order by id) as ids from users where role = 'mentor') me`)
  await writeWork(run, Math.max(4, Math.round(events / people / 25)))
  await run(`
    insert into certificates (learner_id, stage, code, name, lessons, issued_at)
    select learner_id, 'foundations', gen_random_uuid()::text, 'x', '[]', max(verified_at) from lesson_states
    where lesson < '${lessonId(IN_STAGE)}' group by 1 having count(verified_at) >= ${IN_STAGE - 3}`)
  await run(`
    insert into assignments (id, subject, subject_id, audience, audience_id, due_on, created_by)
    select gen_random_uuid(), 'lesson', 'bench-' || lpad(((n * 7) % 60)::text, 2, '0'), 'department', t.id,
      current_date + (n % 60)::int - 30, (select id from users where role = 'mentor' limit 1)
    from tree t where t.level >= 2`)
  for (const table of WATCHED) await run(`alter table ${table} enable trigger user`)
  await run(`vacuum analyze`)
}

/** @param each events for each lesson begun */
async function writeWork(run: (text: string) => Promise<unknown>, each: number): Promise<void> {
  // A person begins on some day of the last 400, takes some days a lesson, and is at most at the present.
  await run(`
    create temp table pace as select id, 10 + (random() * 30)::int as lessons, random() * 300 + 20 as began,
      random() * 8 + 1 as step from people`)
  await run(`
    insert into lesson_states (learner_id, lesson, opened_at, last_at, last_cell, last_cell_at, runs, failed_runs,
      active_minutes, last_error_at, verified_at, verified_version, verified_by, best_score)
    select id, 'bench-' || lpad(n::text, 2, '0'), at, at + interval '2 hours', 'train', at + interval '2 hours', 9,
      case when n = lessons - 1 and random() < 0.1 then 6 else 1 end, 20, at + interval '2 hours',
      case when n < lessons - 1 - (random() * 1.5)::int then at + interval '2 hours' end, 1, 'checks', 0.9
    from pace, lateral (
      select n, greatest(now() - (began - n * step) * interval '1 day', now() - began * interval '1 day') as at
      from generate_series(0, lessons - 1) n
    ) worked where at < now() - interval '3 hours'
    order by id, n`)
  await run(`
    insert into progress_events (learner_id, id, lesson, type, at, received_at, data, digest)
    select learner_id, gen_random_uuid(), lesson,
      case k % 4 when 0 then 'lesson.opened' when 3 then 'cell.ran' else 'lesson.active' end,
      opened_at + k * interval '2 minutes', opened_at + k * interval '2 minutes' + interval '5 seconds',
      case k % 4 when 0 then '{}'::jsonb when 3 then '{"cell": "train", "outcome": "done", "ms": 900}' else '{"minutes": 1}' end,
      'bench'
    from lesson_states, generate_series(0, ${each - 1}) k order by learner_id, lesson`)
  await run(`
    insert into learning_days select learner_id, lesson, shanghai_day(at), count(*)::int from progress_events
    where type = 'lesson.active' group by 1, 2, 3`)
  await run(`
    insert into submissions (learner_id, id, lesson, check_id, lesson_version, kind, verdict, code, created_at, decided_at)
    select learner_id, gen_random_uuid(), lesson, 'quiz', 1, 'quiz', case when last then 'verified' else 'refused' end,
      '{}', coalesce(verified_at, last_at) - case when last then interval '0' else interval '10 minutes' end, verified_at
    from lesson_states, (values (true), (false)) tries(last)
    where (last and verified_at is not null) or (not last and random() < 0.4)`)
  await run(`
    with projects as (
      insert into submissions (learner_id, id, lesson, check_id, lesson_version, kind, verdict, code, created_at)
      select learner_id, gen_random_uuid(), lesson, 'project', 1, 'review', case when verified_at is null then 'waiting' else 'verified' end,
        '{}', coalesce(verified_at, last_at) from lesson_states where lesson in ('bench-14', 'bench-29', 'bench-44', 'bench-59')
      returning learner_id, id, created_at, verdict
    )
    insert into reviews (learner_id, submission_id, queued_at, decided_at, decision)
    select learner_id, id, created_at, case when verdict = 'verified' then least(now(), created_at + random() * interval '6 days') end,
      case when verdict = 'verified' then 'accepted' end from projects`)
  await run(`drop table pace`)
}
