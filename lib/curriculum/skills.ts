/** The skill profile: what a person's verified lessons add up to, area by area. */
import { SKILLS, type SkillId } from './ids'
import type { Lesson } from './lesson'

/**
 * Points by area. A lesson's head says how much it builds of an area (1 to 5); the profile is the plain sum over
 * verified lessons, so that anybody can trace a figure back to the lessons behind it.
 */
export type Points = Record<SkillId, number>

export function pointsOf(lessons: readonly Pick<Lesson, 'skills'>[]): Points {
  const points = Object.fromEntries(SKILLS.map((skill) => [skill, 0])) as Points
  for (const { skills } of lessons) for (const skill of SKILLS) points[skill] += skills[skill] ?? 0
  return points
}
