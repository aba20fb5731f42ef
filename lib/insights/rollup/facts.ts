/**
 * What one trainee adds to the figures. A figure over a group is a sum of such cells over its people, so a group's
 * sums can be kept by adding the difference whenever a person's cells change, and a rebuild gives the same sums.
 *
 * | kind         | a                    | b             | c            | n                             |
 * |--------------|----------------------|---------------|--------------|-------------------------------|
 * | people       | `people`             | 0             | 0            | 1                             |
 * | standing     | `<scope> <state>`    | last day or 0 | 0            | 1                             |
 * | activity     | stage or `*`         | day           | 0            | 1: anything was done          |
 * | accounts     | `invited`, `idle`, `begun` | 0       | 0            | 1; also of people not counted |
 * | completions  | stage                | day           | 0            | lessons verified              |
 * | modules      | `<stage>/<module>`   | 0 planned, 1 verified | 0    | lessons of the person's track |
 * | minutes      | stage                | day           | 0            | proved minutes                |
 * | pace         | stage                | days          | 0            | 1                             |
 * | deadlines    | `first` or `all`     | due day       | 0            | 1, or assignments outstanding |
 * | checks       | `<lesson>/<check>`   | tries         | passed 0, 1  | 1                             |
 * | reviews      | `waiting`            | day queued    | 0            | projects                      |
 * |              | `decided`            | day decided   | days waited  | projects                      |
 * | mentors      | mentor's id or ``    | waiting       | 0            | 1                             |
 * | skills       | skill                | 0 planned, 1 proved | 0      | points                        |
 * | certificates | stage                | day issued    | revoked 0, 1 | 1                             |
 * | careers      | `<ladder>/<role>`    | 0 ready, 1 one step, 2 further | 0 | 1                        |
 * |              | `<role> <what>`      | 3 the one thing missing | 0  | 1                             |
 */
import { SKILLS } from '../../curriculum/ids'
import { pointsOf } from '../../curriculum/skills'
import { type Plan, planned, type Scope, stagesOf } from '../plan'
import { careerCells } from './careers'
import { first, rest } from '../counting'
import type { Cell } from './cell'
import type { PersonRecord } from './record'

export const KINDS = [
  'people',
  'standing',
  'activity',
  'accounts',
  'completions',
  'modules',
  'minutes',
  'pace',
  'deadlines',
  'checks',
  'reviews',
  'mentors',
  'skills',
  'certificates',
  'careers',
] as const
export type Kind = (typeof KINDS)[number]

export type Facts = Record<Kind, Cell[]>

/** `between`: nothing begun is open, and something is left. The first that fits counts, from `verified` on. */
export type State = 'none' | 'verified' | 'failing' | 'open' | 'between'
export type PersonStanding = {
  stage: Scope
  state: State
  last: number | null
  verified: number
  planned: number
}

/** More tries than this count as this many. */
export const MOST_TRIES = 20

/** Where a person stands in each stage that their track asks for, and in all together. */
export function standingsOf(person: PersonRecord, plan: Plan): PersonStanding[] {
  const known = new Map(plan.lessons.map((lesson) => [lesson.id, lesson.stage]))
  return (['*', ...stagesOf(plan)] as Scope[]).flatMap((stage): PersonStanding[] => {
    const inside = (of: string) => stage === '*' || of === stage
    const asked = planned(plan, person.track, stage)
    if (asked.length === 0) return []
    const states = person.states.filter(({ lesson }) => known.has(lesson) && inside(known.get(lesson)!))
    const done = new Set(states.filter((one) => one.verified !== null).map(({ lesson }) => lesson))
    const verified = asked.filter(({ id }) => done.has(id)).length
    const open = states.filter((one) => one.verified === null)
    const state: State =
      states.length === 0
        ? 'none'
        : verified === asked.length
          ? 'verified'
          : open.some(({ failing }) => failing)
            ? 'failing'
            : open.length > 0
              ? 'open'
              : 'between'
    const last = states.length === 0 ? null : Math.max(...states.map((one) => one.last))
    return [{ stage, state, last, verified, planned: asked.length }]
  })
}

/** Days from the first lesson opened to the last required one of a stage verified, for stages complete. */
function paceCells(person: PersonRecord, plan: Plan): Cell[] {
  if (person.states.length === 0) return []
  const begun = Math.min(...person.states.map(({ opened }) => opened))
  const verified = new Map(person.states.map((state) => [state.lesson, state.verified]))
  return stagesOf(plan).flatMap((stage) => {
    const days = planned(plan, person.track, stage).map(({ id }) => verified.get(id) ?? null)
    if (days.length === 0 || days.includes(null)) return []
    return [{ a: stage, b: Math.max(0, Math.max(...(days as number[])) - begun), c: 0, n: 1 }]
  })
}

function deadlineCells(person: PersonRecord, plan: Plan): Cell[] {
  const verified = new Set(person.states.filter((one) => one.verified !== null).map(({ lesson }) => lesson))
  const outstanding = person.assigned.filter(({ subject, subjectId }) => {
    if (subject === 'lesson') return !verified.has(subjectId)
    return planned(plan, subjectId).some(({ id }) => !verified.has(id))
  })
  if (outstanding.length === 0) return []
  return [
    { a: 'first', b: Math.min(...outstanding.map(({ due }) => due)), c: 0, n: 1 },
    ...outstanding.map(({ due }) => ({ a: 'all', b: due, c: 0, n: 1 })),
  ]
}

/** Adds up cells of the same place, in a fixed order. */
export function gather(cells: readonly Cell[]): Cell[] {
  const found = new Map<string, Cell>()
  if (cells.length === 0) return []
  for (const cell of cells) {
    const key = `${cell.a}\n${cell.b}\n${cell.c}`
    const same = found.get(key)
    if (same) same.n += cell.n
    else found.set(key, { ...cell })
  }
  return [...found]
    .filter(([, cell]) => cell.n !== 0)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([, cell]) => cell)
}

/** Days on which a person did anything, in each stage that their track asks for and in all together. */
function activityCells(person: PersonRecord, plan: Plan): Cell[] {
  const stages = new Map(plan.lessons.map(({ id, stage }) => [id as string, stage]))
  const asked = new Set(standingsOf(person, plan).map(({ stage }) => stage))
  const days = new Set<string>()
  const add = (lesson: string, day: number | null) => {
    const stage = stages.get(lesson)
    if (stage === undefined || day === null) return
    for (const scope of [stage, '*'] as const) if (asked.has(scope)) days.add(`${scope} ${day}`)
  }
  for (const { lesson, day } of person.minutes) add(lesson, day)
  // What was verified without the log, by a placement or for work of long ago, is activity as well.
  for (const { lesson, opened, last, verified } of person.states)
    for (const day of [opened, last, verified]) add(lesson, day)
  return [...days].map((name) => ({ a: first({ a: name }), b: Number(rest({ a: name })), c: 0, n: 1 }))
}

/** @returns for people who are not counted nothing but their account */
export function factsOf(person: PersonRecord, plan: Plan): Facts {
  const none = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Facts
  if (person.invited) return { ...none, accounts: [{ a: 'invited', b: 0, c: 0, n: 1 }] }
  if (!person.counted) return none
  const lessons = new Map(plan.lessons.map((lesson) => [lesson.id, lesson]))
  const states = person.states.filter(({ lesson }) => lessons.has(lesson))
  const verified = states.flatMap((one) => (one.verified === null ? [] : [{ ...one, day: one.verified }]))
  const done = new Set(verified.map(({ lesson }) => lesson))
  const required = planned(plan, person.track)
  const plannedPoints = pointsOf(required)
  const provedPoints = pointsOf(required.filter(({ id }) => done.has(id)))
  const one = (a: string, b = 0, c = 0, n = 1): Cell => ({ a, b, c, n })
  const waiting = person.reviews.filter(({ decided }) => decided === null)
  const cells: Facts = {
    people: [one('people')],
    standing: standingsOf(person, plan).map(({ stage, state, last }) => one(`${stage} ${state}`, last ?? 0)),
    activity: activityCells(person, plan),
    accounts: [one(states.length > 0 ? 'begun' : 'idle')],
    completions: verified.map(({ lesson, day }) => one(lessons.get(lesson)!.stage, day)),
    modules: required.flatMap(({ id, stage, module }) => [
      one(`${stage}/${module}`, 0),
      ...(done.has(id) ? [one(`${stage}/${module}`, 1)] : []),
    ]),
    minutes: person.minutes
      .filter(({ lesson }) => lessons.has(lesson))
      .map(({ lesson, day, minutes }) => one(lessons.get(lesson)!.stage, day, 0, minutes)),
    pace: paceCells({ ...person, states }, plan),
    deadlines: deadlineCells(person, plan),
    checks: person.attempts
      .filter(({ lesson, check }) => lessons.get(lesson)?.checks.some(({ id }) => id === check))
      .map(({ lesson, check, tries, passed }) =>
        one(`${lesson}/${check}`, Math.min(tries, MOST_TRIES), passed ? 1 : 0),
      ),
    reviews: person.reviews.map(({ queued, decided }) =>
      decided === null ? one('waiting', queued) : one('decided', decided, decided - queued),
    ),
    mentors: [one(person.mentor ?? '', waiting.length)],
    skills: SKILLS.flatMap((skill) => [
      one(skill, 0, 0, plannedPoints[skill]),
      one(skill, 1, 0, provedPoints[skill]),
    ]),
    certificates: person.certificates.map(({ stage, issued, revoked }) =>
      one(stage, issued, revoked ? 1 : 0),
    ),
    careers: careerCells({ ...person, states }, plan),
  }
  return Object.fromEntries(KINDS.map((kind) => [kind, gather(cells[kind])])) as Facts
}
