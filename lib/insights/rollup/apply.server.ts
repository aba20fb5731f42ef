/**
 * Counts some trainees again and adds the differences to the sums. Runs under the lock of `catch-up.server`: one
 * transaction at a time, so "what was counted before" is settled. Facts are computed from the tables and never from
 * what changed, so it does not matter how often, in which order or for how many changes at once a person comes by.
 */
import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { Queries } from '../../db/client.server'
import type { Plan } from '../plan'
import { type Facts, factsOf, type Kind, KINDS, standingsOf } from './facts'
import type { Cell } from './cell'
import { type Group, groupName, groupsOf } from './groups'
import type { PersonRecord } from './record'
import { loadRecords } from './records.server'

type Kept = {
  id: string
  path: string[]
  cohort: string | null
  track: string
  counted: boolean
  place: string
}
type KeptFacts = { id: string; kind: Kind; a: string[]; b: number[]; c: number[]; n: number[] }

/** Rows as one parameter: `from jsonb_to_recordset(…) as given(…)`. */
const given = (rows: readonly object[], columns: SQL): SQL =>
  sql`jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as given(${columns})`

const ids = (all: readonly string[]): SQL => sql`any(${`{${all.join()}}`}::uuid[])`

const cellsOf = ({ a, b, c, n }: Omit<KeptFacts, 'id' | 'kind'>): Cell[] =>
  a.map((name, index) => ({ a: name, b: b[index]!, c: c[index]!, n: n[index]! }))

const spell = (cells: readonly Cell[]): string =>
  cells.map(({ a, b, c, n }) => `${a}\n${b}\n${c}\n${n}`).join('\r')

/** Everything of a person's place that a figure may be filtered by. */
const placeOf = (one: PersonRecord): string =>
  JSON.stringify([one.number, one.path, one.cohort, one.track, one.mentor, one.counted, one.invited])

/** @returns whether anybody came, went or moved: groups have other sizes then */
export async function countAgain(tx: Queries, learners: readonly string[], plan: Plan): Promise<boolean> {
  if (learners.length === 0) return false
  const records = await loadRecords(tx, learners)
  const before = await tx.execute<Kept>(sql`
    select learner_id as id, path, cohort_id as cohort, track, counted,
      json_build_array(number, path, cohort_id, track, mentor_id, counted, invited)::text as place
    from insight_people where learner_id = ${ids(learners)}`)
  const factsBefore = await tx.execute<KeptFacts>(
    sql`select learner_id as id, kind, a, b, c, n from insight_facts where learner_id = ${ids(learners)}`,
  )
  const scopes = await scopeIds(tx)
  const kept = new Map([...before].map((row) => [row.id, row]))
  const keptFacts = new Map<string, Map<Kind, Cell[]>>()
  for (const row of factsBefore) {
    const mine = keptFacts.get(row.id) ?? new Map<Kind, Cell[]>()
    keptFacts.set(row.id, mine.set(row.kind, cellsOf(row)))
  }

  const deltas = new Deltas()
  const changed: { id: string; kind: Kind; cells: Cell[] }[] = []
  const moved: PersonRecord[] = []
  const known = new Set(records.map(({ id }) => id))
  for (const record of records) {
    const old = kept.get(record.id)
    const oldFacts = keptFacts.get(record.id) ?? new Map<Kind, Cell[]>()
    const facts = factsOf(record, plan)
    const group = { path: record.path, cohort: record.cohort, track: record.track }
    if (!old || JSON.stringify(JSON.parse(old.place)) !== placeOf(record)) moved.push(record)
    const stays = old && spellGroup(old) === spellGroup(group)
    const now = scopesOf(group, scopes)
    const then = stays ? now : old ? scopesOf(old, scopes) : []
    for (const kind of KINDS) {
      const was = oldFacts.get(kind) ?? []
      const is = facts[kind]
      const same = spell(was) === spell(is)
      if (!same) changed.push({ id: record.id, kind, cells: is })
      if (same && stays) continue
      deltas.add(then, kind, was, -1)
      deltas.add(now, kind, is, 1)
    }
  }
  const gone = [...kept.values()].filter(({ id }) => !known.has(id))
  for (const old of gone) {
    const scopesThen = scopesOf(old, scopes)
    for (const [kind, cells] of keptFacts.get(old.id) ?? []) deltas.add(scopesThen, kind, cells, -1)
  }

  await writePeople(tx, moved)
  await writeStandings(tx, records, plan)
  await writeFacts(tx, changed)
  if (gone.length > 0)
    await forget(
      tx,
      gone.map(({ id }) => id),
    )
  await writeCells(tx, deltas.rows())
  return moved.length > 0 || gone.length > 0
}

const spellGroup = ({
  path,
  cohort,
  track,
}: {
  path: readonly string[]
  cohort: string | null
  track: string
}) => JSON.stringify([path, cohort, track])

export async function scopeIds(database: Queries): Promise<Map<string, number>> {
  const rows = await database.execute<Group & { id: number }>(
    sql`select id, department_id as department, cohort_id as cohort, track from insight_scopes`,
  )
  return new Map([...rows].map((row) => [groupName(row), row.id]))
}

const scopesOf = (
  member: Pick<PersonRecord, 'path' | 'cohort' | 'track'>,
  scopes: Map<string, number>,
): number[] => groupsOf(member).flatMap((group) => scopes.get(groupName(group)) ?? [])

/** Differences of the sums, by scope, kind and place. */
class Deltas {
  private readonly found = new Map<string, { scope: number; kind: Kind } & Cell>()

  add(scopes: readonly number[], kind: Kind, cells: readonly Cell[], sign: 1 | -1): void {
    for (const { a, b, c, n } of cells) {
      for (const scope of scopes) {
        const key = `${scope}\n${kind}\n${a}\n${b}\n${c}`
        const same = this.found.get(key)
        if (same) same.n += sign * n
        else this.found.set(key, { scope, kind, a, b, c, n: sign * n })
      }
    }
  }

  rows() {
    return [...this.found.values()].filter(({ n }) => n !== 0)
  }
}

async function writePeople(tx: Queries, people: readonly PersonRecord[]): Promise<void> {
  if (people.length === 0) return
  const rows = people.map(({ id, number, path, cohort, track, mentor, counted, invited }) => ({
    id,
    number,
    path,
    cohort,
    track,
    mentor,
    counted,
    invited,
    department: path[0],
  }))
  const columns = sql`id uuid, number text, department uuid, path uuid[], cohort uuid, track text, mentor uuid,
    counted boolean, invited boolean`
  await tx.execute(sql`
    insert into insight_people (learner_id, number, department_id, path, cohort_id, track, mentor_id, counted, invited)
    select id, number, department, path, cohort, track, mentor, counted, invited from ${given(rows, columns)}
    on conflict (learner_id) do update set number = excluded.number, department_id = excluded.department_id,
      path = excluded.path, cohort_id = excluded.cohort_id, track = excluded.track, mentor_id = excluded.mentor_id,
      counted = excluded.counted, invited = excluded.invited`)
}

async function writeStandings(tx: Queries, people: readonly PersonRecord[], plan: Plan): Promise<void> {
  const rows = people.flatMap((person) => standingsOf(person, plan).map((one) => ({ id: person.id, ...one })))
  if (rows.length === 0) return
  const columns = sql`id uuid, stage text, state text, last int, verified int, planned int`
  await tx.execute(sql`
    insert into insight_standings as old (learner_id, stage, state, last_day, verified, planned)
    select id, stage, state, last, verified, planned from ${given(rows, columns)}
    on conflict (learner_id, stage) do update set state = excluded.state, last_day = excluded.last_day,
      verified = excluded.verified, planned = excluded.planned
    where (old.state, old.last_day, old.verified, old.planned)
      is distinct from (excluded.state, excluded.last_day, excluded.verified, excluded.planned)`)
  await tx.execute(sql`
    delete from insight_standings old where learner_id = ${ids(people.map(({ id }) => id))}
      and not exists (select from ${given(rows, columns)} where given.id = old.learner_id and given.stage = old.stage)`)
}

async function writeFacts(
  tx: Queries,
  changed: readonly { id: string; kind: Kind; cells: Facts[Kind] }[],
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ id, kind, cells }) => ({
    id,
    kind,
    a: cells.map((cell) => cell.a),
    b: cells.map((cell) => cell.b),
    c: cells.map((cell) => cell.c),
    n: cells.map((cell) => cell.n),
  }))
  const columns = sql`id uuid, kind text, a text[], b int[], c int[], n int[]`
  await tx.execute(sql`
    insert into insight_facts (learner_id, kind, a, b, c, n)
    select id, kind, a, b, c, n from ${given(
      rows.filter((row) => row.a.length > 0),
      columns,
    )}
    on conflict (learner_id, kind) do update set a = excluded.a, b = excluded.b, c = excluded.c, n = excluded.n`)
  const empty = rows.filter((row) => row.a.length === 0)
  if (empty.length === 0) return
  await tx.execute(sql`
    delete from insight_facts f using ${given(empty, columns)} where f.learner_id = given.id and f.kind = given.kind`)
}

async function forget(tx: Queries, learners: readonly string[]): Promise<void> {
  await tx.execute(sql`delete from insight_facts where learner_id = ${ids(learners)}`)
  await tx.execute(sql`delete from insight_standings where learner_id = ${ids(learners)}`)
  await tx.execute(sql`delete from insight_people where learner_id = ${ids(learners)}`)
}

async function writeCells(tx: Queries, rows: ReturnType<Deltas['rows']>): Promise<void> {
  if (rows.length === 0) return
  const columns = sql`scope int, kind text, a text, b int, c int, n int`
  await tx.execute(sql`
    insert into insight_cells as old (scope, kind, a, b, c, n)
    select scope, kind, a, b, c, n from ${given(rows, columns)}
    on conflict (scope, kind, a, b, c) do update set n = old.n + excluded.n`)
  const lessened = rows.filter(({ n }) => n < 0)
  if (lessened.length === 0) return
  await tx.execute(sql`
    delete from insight_cells old using ${given(lessened, columns)}
    where old.n = 0 and (old.scope, old.kind, old.a, old.b, old.c)
      = (given.scope, given.kind, given.a, given.b, given.c)`)
}
