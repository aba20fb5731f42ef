import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { course, lessonOf, REVIEW, trackOf } from './course.fixture'
import { STAGES } from './ids'
import { layPath, requiredLessons, type Standing, type Work } from './path'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const done = (lesson: string): Work => ({ lesson, lastAt: at(1), verifiedAt: at(1), isWaiting: false })
const begun = (lesson: string, day = 1): Work => ({
  lesson,
  lastAt: at(day),
  verifiedAt: null,
  isWaiting: false,
})
const all = (path: ReturnType<typeof layPath>) => path.stages.flatMap((stage) => stage.lessons)

describe('the rule of the stages', () => {
  const lessons = [
    lessonOf('a', 'foundations'),
    lessonOf('b', 'specialization'),
    lessonOf('drill', 'practice'),
    lessonOf('project', 'practice', { checks: REVIEW }),
    lessonOf('research', 'innovation'),
    lessonOf('people', 'leadership'),
  ]
  const track = trackOf(lessons.map(({ id }) => id))
  const entered = (verified: string[], leads = false) =>
    layPath(lessons, { ...track, leads }, verified.map(done))
      .stages.filter(({ gate }) => gate === null)
      .map(({ id }) => id)

  it.each([
    [[], ['foundations']],
    [['a'], ['foundations', 'specialization']],
    [
      ['a', 'b'],
      ['foundations', 'specialization', 'practice'],
    ],
    [
      ['a', 'b', 'drill'],
      ['foundations', 'specialization', 'practice'],
    ],
    [
      ['a', 'b', 'project'],
      ['foundations', 'specialization', 'practice', 'innovation'],
    ],
    [['a', 'b', 'drill', 'project'], [...STAGES]],
  ] as const)('with %j verified, %j are entered', (verified, stages) => {
    expect(entered([...verified])).toEqual(stages)
  })

  it('opens leadership at once to those who lead people already', () => {
    expect(entered([], true)).toEqual(['foundations', 'leadership'])
  })

  it('names one project as enough for innovation, and all lessons where all are needed', () => {
    const path = layPath(lessons, track, ['a', 'b'].map(done))
    expect(path.stages[3]?.gate).toEqual({
      kind: 'stage',
      stage: 'innovation',
      need: 'any',
      lessons: ['project'],
    })
    expect(path.stages[4]?.gate).toMatchObject({ need: 'all', lessons: ['drill', 'project'] })
  })

  it('tells the stage from what is verified', () => {
    expect(layPath(lessons, track, []).stage).toBe('foundations')
    expect(layPath(lessons, track, [done('a')]).stage).toBe('specialization')
    const finished = layPath(
      lessons,
      track,
      lessons.map(({ id }) => done(id)),
    )
    expect([finished.stage, finished.isFinished, finished.next]).toEqual(['leadership', true, null])
  })

  it('is not held back by stages without lessons', () => {
    const only = [lessonOf('project', 'practice', { checks: REVIEW })]
    const path = layPath(only, track, [])
    expect(path.next?.lesson.id).toBe('project')
    expect(path.stage).toBe('practice')
  })
})

describe('a lesson', () => {
  const lessons = [lessonOf('a', 'foundations'), lessonOf('b', 'foundations', { requires: ['a', 'gone'] })]
  const track = trackOf(['b'])
  const standing = (work: Work[]): [Standing, unknown][] =>
    all(layPath(lessons, track, work)).map((one) => [one.standing, one.locks])

  it('says which lessons must come before it, and asks for none that is not there', () => {
    expect(standing([])).toEqual([
      ['open', []],
      ['locked', [{ kind: 'requires', lessons: ['a'] }]],
    ])
    expect(standing([done('a')])).toEqual([
      ['verified', []],
      ['open', []],
    ])
  })

  it('that was begun all the same is begun, and still says so', () => {
    expect(standing([begun('b')])[1]).toEqual(['begun', [{ kind: 'requires', lessons: ['a'] }]])
    expect(standing([{ ...begun('b'), isWaiting: true }])[1]?.[0]).toBe('waiting')
  })

  it('comes onto the track when a lesson of the track requires it', () => {
    expect(requiredLessons(track, lessons).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(all(layPath(lessons, track, [])).map(({ part, step }) => [part, step])).toEqual([
      ['required', 1],
      ['required', 2],
    ])
  })

  it('is elective where the track says so, else beside the track', () => {
    const more = [...lessons, lessonOf('c', 'foundations'), lessonOf('d', 'foundations')]
    const path = layPath(more, trackOf(['a'], { electives: ['c'] }), [])
    expect(all(path).map(({ part }) => part)).toEqual(['required', 'other', 'elective', 'other'])
  })

  it('begun last comes before the first that is open', () => {
    const more = ['a', 'b', 'c'].map((id) => lessonOf(id, 'foundations'))
    const path = layPath(more, trackOf(['a', 'b', 'c']), [begun('b', 2), begun('c', 5)])
    expect(path.next?.lesson.id).toBe('c')
  })
})

describe('in any course', () => {
  property.prop([course])('every lesson appears once, and every lock names a way to open it', (given) => {
    const { lessons, track, verified } = given
    const path = layPath(lessons, track, [...verified].map(done))
    expect(all(path).map(({ lesson }) => lesson.id)).toEqual(lessons.map(({ id }) => id))
    for (const { locks, standing } of all(path)) {
      expect(standing === 'locked').toBe(locks.length > 0)
      for (const lock of locks) {
        expect(lock.lessons.length).toBeGreaterThan(0)
        for (const id of lock.lessons) {
          expect(verified.has(id)).toBe(false)
          expect(lessons.some((lesson) => lesson.id === id)).toBe(true)
        }
      }
    }
  })

  property.prop([course, fc.nat()])('verifying a lesson never closes another', (given, pick) => {
    const { lessons, track, verified } = given
    const one = lessons[pick % Math.max(1, lessons.length)]
    if (!one) return
    const before = all(layPath(lessons, track, [...verified].map(done)))
    const after = all(layPath(lessons, track, [...verified, one.id].map(done)))
    for (const [index, { standing, locks }] of before.entries()) {
      if (standing !== 'locked') expect(after[index]?.standing).not.toBe('locked')
      expect(after[index]?.locks.length).toBeLessThanOrEqual(locks.length)
    }
  })

  property.prop([course])('following what comes next walks the track to its end', ({ lessons, track }) => {
    const walked: string[] = []
    for (let step = 0; step <= lessons.length; step++) {
      const { next } = layPath(lessons, track, walked.map(done))
      if (!next) break
      expect(next.standing).toBe('open')
      walked.push(next.lesson.id)
    }
    const required = requiredLessons(track, lessons)
    expect(new Set(walked)).toEqual(new Set(required.map(({ id }) => id)))
    expect(layPath(lessons, track, walked.map(done)).isFinished).toBe(required.length > 0)
  })
})
