/** The lessons that close the distance to a role, in the order in which they can be taken. */
import type { CareerRole } from '../curriculum/career'
import { type LessonId, type SkillId, SKILLS, type StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { requiredIn } from '../curriculum/path'
import { type Points, pointsOf } from '../curriculum/skills'
import type { Track } from '../curriculum/track'
import { distance } from './distance'
import type { Profile } from './profile'

/** Why a lesson is on the list. `before`: another one on the list requires it. */
export type ClosingReason = 'named' | 'review' | StageId | SkillId | 'before'
export type ClosingLesson = { lesson: Lesson; reasons: ClosingReason[] }

export type Closing = {
  lessons: ClosingLesson[]
  /** Certificates whose lessons are all verified: they only have to be asked for. */
  toClaim: StageId[]
  /** What no installed lesson can give: lessons not written yet, or areas that run out. */
  unreachable: { lessons: LessonId[]; skills: SkillId[]; stages: StageId[] }
}

const lacking = (role: CareerRole, points: Points): SkillId[] =>
  SKILLS.filter((skill) => points[skill] < (role.skills[skill] ?? 0))

/**
 * Named lessons and those of the stages asked for come first, because they have no substitute. What the areas still
 * lack is filled with the lessons that give most of it, and lessons that turn out superfluous are dropped again.
 */
export function closingLessons(
  role: CareerRole,
  profile: Profile,
  lessons: readonly Lesson[],
  track: Track,
): Closing {
  const known = new Map(lessons.map((lesson) => [lesson.id, lesson]))
  const reasons = new Map<LessonId, Set<ClosingReason>>()
  const unreachable: Closing['unreachable'] = { lessons: [], skills: [], stages: [] }
  const toClaim: StageId[] = []

  const take = (id: LessonId, reason: ClosingReason) => {
    const lesson = known.get(id)
    if (!lesson || profile.verified.has(id)) return
    const had = reasons.get(id)
    reasons.set(id, (had ?? new Set()).add(reason))
    if (!had) for (const earlier of lesson.requires) take(earlier, 'before')
  }
  const nameOne = (id: LessonId, reason: 'named' | 'review') =>
    known.has(id) ? take(id, reason) : void unreachable.lessons.push(id)

  for (const item of distance(role, profile).missing) {
    switch (item.kind) {
      case 'lesson':
        nameOne(item.lesson, 'named')
        break
      case 'review':
        nameOne(item.lesson, 'review')
        break
      case 'stage':
      case 'certificate': {
        const required = requiredIn(item.stage, track, lessons)
        for (const { id } of required) take(id, item.stage)
        if (required.length === 0) unreachable.stages.push(item.stage)
        else if (item.kind === 'certificate' && profile.stages.has(item.stage)) toClaim.push(item.stage)
        break
      }
      case 'skill':
        break
      default:
        item satisfies never
    }
  }

  const sure = new Set(reasons.keys())
  const pointsWith = (ids: Iterable<LessonId>): Points => {
    const all = new Set([...profile.verified, ...ids])
    return pointsOf(lessons.filter(({ id }) => all.has(id)))
  }
  for (;;) {
    const points = pointsWith(reasons.keys())
    const short = lacking(role, points)
    const best = bestFor(role, short, points, lessons, (id) => profile.verified.has(id) || reasons.has(id))
    if (!best) {
      unreachable.skills.push(...short)
      break
    }
    for (const skill of short) if (best.skills[skill]) take(best.id, skill)
  }
  dropSuperfluous(role, reasons, sure, known, pointsWith, unreachable.skills)

  return {
    lessons: lessons
      .filter(({ id }) => reasons.has(id))
      .map((lesson) => ({ lesson, reasons: [...(reasons.get(lesson.id) ?? [])] })),
    toClaim,
    unreachable: {
      lessons: [...new Set(unreachable.lessons)],
      skills: unreachable.skills,
      stages: [...new Set(unreachable.stages)],
    },
  }
}

/** The lesson that fills most of what is short; the earlier one of equals. */
function bestFor(
  role: CareerRole,
  short: SkillId[],
  points: Points,
  lessons: readonly Lesson[],
  isTaken: (id: LessonId) => boolean,
): Lesson | undefined {
  const gain = (lesson: Lesson) =>
    short.reduce(
      (sum, skill) => sum + Math.min(lesson.skills[skill] ?? 0, (role.skills[skill] ?? 0) - points[skill]),
      0,
    )
  let best: { lesson: Lesson; gain: number } | undefined
  for (const lesson of lessons) {
    if (isTaken(lesson.id)) continue
    const gained = gain(lesson)
    if (gained > (best?.gain ?? 0)) best = { lesson, gain: gained }
  }
  return best?.lesson
}

/**
 * Drops lessons taken for their points alone wherever the rest suffices and none left requires them; what gives to an
 * area that runs out stays, as it still brings the person nearer.
 */
function dropSuperfluous(
  role: CareerRole,
  reasons: Map<LessonId, Set<ClosingReason>>,
  sure: ReadonlySet<LessonId>,
  known: ReadonlyMap<LessonId, Lesson>,
  pointsWith: (ids: Iterable<LessonId>) => Points,
  unreachable: readonly SkillId[],
): void {
  const isSuperfluous = (id: LessonId): boolean => {
    if (sure.has(id) || unreachable.some((skill) => known.get(id)?.skills[skill])) return false
    const rest = [...reasons.keys()].filter((other) => other !== id)
    if (rest.some((other) => known.get(other)?.requires.includes(id))) return false
    return lacking(role, pointsWith(rest)).every((skill) => unreachable.includes(skill))
  }
  for (;;) {
    const id = [...reasons.keys()].findLast(isSuperfluous)
    if (id === undefined) return
    reasons.delete(id)
  }
}
