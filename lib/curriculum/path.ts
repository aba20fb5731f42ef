/**
 * Where a person is on the path, and why not further. Everything follows from verified completions, the track and the
 * lessons that are installed; nothing here is ever set by hand.
 *
 * | stage          | is entered when                                                                        |
 * |----------------|----------------------------------------------------------------------------------------|
 * | foundations    | always                                                                                 |
 * | specialization | the track's foundations are verified (by the lessons' checks or by a placement test)   |
 * | practice       | the track's specialization lessons are verified                                        |
 * | innovation     | one project of the practice stage is verified: a model scored, or a review accepted;   |
 * |                | a track without projects: its practice lessons                                         |
 * | leadership     | the track leads people already (mentors, founders), or its practice lessons are verified |
 *
 * A stage without installed lessons holds nobody back. A closed stage and an unmet prerequisite are advice, not a
 * wall: the lesson can still be read and its checks still count, so that whoever can prove something may.
 */
import { STAGES, type LessonId, type StageId } from './ids'
import type { Lesson } from './lesson'
import type { Track } from './track'

/** What a learner has to show for a lesson. */
export type Work = {
  lesson: LessonId
  lastAt: Date
  verifiedAt: Date | null
  /** A project handed in that no mentor has decided on. */
  isWaiting: boolean
}

/** Why a lesson is not open yet. `any`: one of the lessons is enough; `all`: each of them is needed. */
export type Lock =
  | { kind: 'requires'; lessons: LessonId[] }
  | { kind: 'stage'; stage: StageId; need: 'all' | 'any'; lessons: LessonId[] }

export type Standing = 'verified' | 'waiting' | 'begun' | 'open' | 'locked'
/** How the track sees a lesson; `other` is off the track. */
export type Part = 'required' | 'elective' | 'other'

export type PathLesson = {
  lesson: Lesson
  standing: Standing
  part: Part
  /** Place among the track's required lessons, from 1; null for the rest. */
  step: number | null
  work: Work | null
  /** Unmet conditions; also told of lessons begun all the same. */
  locks: Lock[]
}

export type PathStage = {
  id: StageId
  /** What is missing before the stage is entered; null when it is. */
  gate: Extract<Lock, { kind: 'stage' }> | null
  /** Required lessons of the track that are installed: verified of all. */
  verified: number
  required: number
  /** Something is required, and all of it is verified. */
  isComplete: boolean
  /** In the order of modules and lessons. */
  lessons: PathLesson[]
}

export type LearnerPath = {
  stages: PathStage[]
  /** Where the person stands: the first entered stage with required lessons left, else the last with any. */
  stage: StageId
  /** The track's next lesson: begun ones first, the one touched last before the others. Null when nothing is open. */
  next: PathLesson | null
  isFinished: boolean
}

/** A project proves work as a whole: a model scored on hidden data or a review, not a quiz or one function. */
export const isProject = (lesson: Pick<Lesson, 'checks'>): boolean =>
  lesson.checks.some(({ kind }) => kind === 'model' || kind === 'review')

/**
 * The track's required lessons that are installed, in order. What a lesson requires and the track forgot is put in
 * front of it, so that a track can always be walked to its end.
 */
export function requiredLessons(track: Track, lessons: readonly Lesson[]): Lesson[] {
  const known = new Map(lessons.map((lesson) => [lesson.id, lesson]))
  const walk = new Set<Lesson>()
  const visiting = new Set<LessonId>()
  const visit = (id: LessonId) => {
    const lesson = known.get(id)
    if (!lesson || walk.has(lesson) || visiting.has(id)) return
    visiting.add(id)
    for (const earlier of lesson.requires) visit(earlier)
    walk.add(lesson)
  }
  for (const id of track.lessons) visit(id)
  return [...walk]
}

/** The lessons that must be verified for a stage of this track; those of a certificate, too. */
export function requiredIn(stage: StageId, track: Track, lessons: readonly Lesson[]): Lesson[] {
  return requiredLessons(track, lessons).filter((lesson) => lesson.stage === stage)
}

type Verified = ReadonlySet<LessonId>

function gateOf(
  stage: StageId,
  track: Track,
  lessons: readonly Lesson[],
  verified: Verified,
): PathStage['gate'] {
  const all = (before: StageId): PathStage['gate'] => {
    const left = requiredIn(before, track, lessons).filter(({ id }) => !verified.has(id))
    return left.length === 0 ? null : { kind: 'stage', stage, need: 'all', lessons: left.map(({ id }) => id) }
  }
  switch (stage) {
    case 'foundations':
      return null
    case 'specialization':
      return all('foundations')
    case 'practice':
      return all('specialization')
    case 'innovation': {
      const projects = requiredIn('practice', track, lessons).filter(isProject)
      const practised = lessons.some(
        (one) => one.stage === 'practice' && isProject(one) && verified.has(one.id),
      )
      if (practised) return null
      // A track without projects would otherwise never get there.
      if (projects.length === 0) return all('practice')
      return { kind: 'stage', stage, need: 'any', lessons: projects.map(({ id }) => id) }
    }
    case 'leadership':
      return track.leads ? null : all('practice')
    default:
      return stage satisfies never
  }
}

function standingOf(work: Work | null, locks: Lock[]): Standing {
  if (work?.verifiedAt) return 'verified'
  if (work?.isWaiting) return 'waiting'
  if (work) return 'begun'
  return locks.length > 0 ? 'locked' : 'open'
}

/**
 * @param lessons the installed lessons, in order
 * @param work one entry a lesson at most
 */
export function layPath(lessons: readonly Lesson[], track: Track, work: readonly Work[]): LearnerPath {
  const done = new Map(work.map((one) => [one.lesson, one]))
  const verified = new Set(work.filter((one) => one.verifiedAt !== null).map((one) => one.lesson))
  const installed = new Set(lessons.map(({ id }) => id))
  const walk = requiredLessons(track, lessons)
  const steps = new Map(walk.map(({ id }, index) => [id, index + 1]))

  const stages = STAGES.map((id): PathStage => {
    const gate = gateOf(id, track, lessons, verified)
    const required = walk.filter(({ stage }) => stage === id)
    const proved = required.filter((lesson) => verified.has(lesson.id)).length
    return {
      id,
      gate,
      verified: proved,
      required: required.length,
      isComplete: required.length > 0 && proved === required.length,
      lessons: lessons
        .filter(({ stage }) => stage === id)
        .map((lesson) => {
          const missing = lesson.requires.filter((one) => installed.has(one) && !verified.has(one))
          const locks: Lock[] = [
            ...(gate ? [gate] : []),
            ...(missing.length > 0 ? [{ kind: 'requires' as const, lessons: missing }] : []),
          ]
          const mine = done.get(lesson.id) ?? null
          const step = steps.get(lesson.id) ?? null
          return {
            lesson,
            work: mine,
            step,
            part: step !== null ? 'required' : track.electives.includes(lesson.id) ? 'elective' : 'other',
            locks: mine?.verifiedAt ? [] : locks,
            standing: standingOf(mine, locks),
          }
        }),
    }
  })
  return { stages, stage: stageOf(stages), next: nextOf(stages), isFinished: isFinished(stages) }
}

function stageOf(stages: readonly PathStage[]): StageId {
  const asking = stages.filter(({ required }) => required > 0)
  const current = asking.find(({ isComplete, gate }) => !isComplete && gate === null)
  return (current ?? asking.at(-1) ?? stages[0])?.id ?? 'foundations'
}

const isFinished = (stages: readonly PathStage[]): boolean =>
  stages.some(({ isComplete }) => isComplete) &&
  stages.every(({ isComplete, required }) => isComplete || required === 0)

function nextOf(stages: readonly PathStage[]): PathLesson | null {
  const required = stages.flatMap(({ lessons }) => lessons).filter(({ step }) => step !== null)
  const begun = required
    .filter(({ standing }) => standing === 'begun')
    .toSorted((a, b) => (b.work?.lastAt.getTime() ?? 0) - (a.work?.lastAt.getTime() ?? 0))
  const open = required
    .filter(({ standing }) => standing === 'open')
    .toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0))
  return begun[0] ?? open[0] ?? null
}
