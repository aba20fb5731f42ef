/** How far a person is from a role: the list of what is missing, each item checkable by hand. No weights, no score. */
import type { CareerRole } from '../curriculum/career'
import { type LessonId, type SkillId, SKILLS, type StageId } from '../curriculum/ids'
import type { Profile } from './profile'

export type Missing =
  | { kind: 'skill'; skill: SkillId; has: number; needs: number }
  | { kind: 'stage'; stage: StageId }
  | { kind: 'lesson'; lesson: LessonId }
  /** Asked for by its certificate, whether or not the stage is complete. */
  | { kind: 'certificate'; stage: StageId }
  /** A project that a mentor has to accept. */
  | { kind: 'review'; lesson: LessonId }

export type Distance = {
  missing: Missing[]
  /** Of how many things the role asks for. */
  asked: number
  nearness: 'ready' | 'one-step' | 'on-the-way'
}

/** `one-step`: a single thing is missing. */
export function distance(role: CareerRole, profile: Profile): Distance {
  const skills = SKILLS.filter((skill) => role.skills[skill] !== undefined)
  const { lessons, certificates, reviews } = role.evidence
  const missing: Missing[] = [
    ...role.stages
      .filter((stage) => !profile.stages.has(stage))
      .map((stage) => ({ kind: 'stage', stage }) as const),
    ...certificates
      .filter((stage) => !profile.certificates.has(stage))
      .map((stage) => ({ kind: 'certificate', stage }) as const),
    ...lessons
      .filter((lesson) => !profile.verified.has(lesson))
      .map((lesson) => ({ kind: 'lesson', lesson }) as const),
    // A lesson with a review is verified only when a mentor has accepted the project.
    ...reviews
      .filter((lesson) => !profile.verified.has(lesson))
      .map((lesson) => ({ kind: 'review', lesson }) as const),
    ...skills
      .map((skill) => ({ skill, has: profile.points[skill], needs: role.skills[skill] ?? 0 }))
      .filter(({ has, needs }) => has < needs)
      .map((short) => ({ kind: 'skill', ...short }) as const),
  ]
  const asked = role.stages.length + certificates.length + lessons.length + reviews.length + skills.length
  const nearness = missing.length === 0 ? 'ready' : missing.length === 1 ? 'one-step' : 'on-the-way'
  return { missing, asked, nearness }
}
