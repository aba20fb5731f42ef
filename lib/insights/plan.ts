/** What the figures need to know of the curriculum: which lessons a person's track asks for, stage by stage. */
import { createHash } from 'node:crypto'
import type { Ladder } from '../curriculum/career'
import { STAGES, type StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { requiredLessons } from '../curriculum/path'
import type { Track } from '../curriculum/track'

export type Plan = {
  lessons: readonly Lesson[]
  tracks: readonly Track[]
  ladders: readonly Ladder[]
}

/** A stage, or all of them together. */
export type Scope = StageId | '*'

/** A hundred thousand people ask the same of a few tracks. */
type Answers = { stages: StageId[]; tracks: Map<string, readonly Lesson[]>; digest?: string }
const answers = new WeakMap<Plan, Answers>()

function answersOf(plan: Plan): Answers {
  const known = answers.get(plan)
  if (known) return known
  const used = new Set(plan.lessons.map(({ stage }) => stage))
  const made = { stages: STAGES.filter((stage) => used.has(stage)), tracks: new Map() }
  answers.set(plan, made)
  return made
}

/** Lessons that a track requires; all lessons where the track is not (or no longer) installed. */
export function planned(plan: Plan, track: string, stage: Scope = '*'): readonly Lesson[] {
  const { tracks } = answersOf(plan)
  const name = `${stage} ${track}`
  const found = tracks.get(name)
  if (found) return found
  const spec = plan.tracks.find(({ id }) => id === track)
  const lessons = (spec ? requiredLessons(spec, plan.lessons) : plan.lessons).filter(
    (lesson) => stage === '*' || lesson.stage === stage,
  )
  tracks.set(name, lessons)
  return lessons
}

/** The stages in which there is a lesson, in their order. */
export const stagesOf = (plan: Plan): readonly StageId[] => answersOf(plan).stages

/** Changes whenever people must be counted again although nobody did anything: an edit of the curriculum. */
export function planDigest(plan: Plan): string {
  return (answersOf(plan).digest ??= digestOf(plan))
}

function digestOf(plan: Plan): string {
  const lessons = plan.lessons.map(({ id, stage, skills, checks, requires }) => ({
    id,
    stage,
    skills,
    requires,
    checks: checks.map((check) => ({ id: check.id, kind: check.kind })),
  }))
  const tracks = plan.tracks.map(({ id, lessons: required }) => ({ id, required }))
  const roles = plan.ladders.map(({ id, roles: all }) => ({
    id,
    roles: all.map((role) => ({
      id: role.id,
      skills: role.skills,
      stages: role.stages,
      evidence: role.evidence,
    })),
  }))
  return createHash('sha256').update(JSON.stringify({ lessons, tracks, roles })).digest('hex')
}
