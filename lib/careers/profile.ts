/** What a person can show, as roles ask for it. Everything in it is verified; nothing is estimated. */
import type { LessonId, StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { requiredIn } from '../curriculum/path'
import { type Points, pointsOf } from '../curriculum/skills'
import { STAGES } from '../curriculum/ids'
import type { Track } from '../curriculum/track'

export type Profile = {
  points: Points
  /** Verified lessons. */
  verified: ReadonlySet<LessonId>
  /** Stages in which the track requires something and all of it is verified. */
  stages: ReadonlySet<StageId>
  /** Stages of valid certificates. */
  certificates: ReadonlySet<StageId>
}

/** @param held stages of certificates that are not revoked */
export function profileOf(
  lessons: readonly Lesson[],
  track: Track,
  verified: ReadonlySet<LessonId>,
  held: ReadonlySet<StageId>,
): Profile {
  const complete = STAGES.filter((stage) => {
    const required = requiredIn(stage, track, lessons)
    return required.length > 0 && required.every(({ id }) => verified.has(id))
  })
  return {
    points: pointsOf(lessons.filter(({ id }) => verified.has(id))),
    verified,
    stages: new Set(complete),
    certificates: held,
  }
}
