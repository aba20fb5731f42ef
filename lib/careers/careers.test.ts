import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { CareerRole } from '../curriculum/career'
import { course, lessonOf, REVIEW, trackOf } from '../curriculum/course.fixture'
import { SKILLS, STAGES } from '../curriculum/ids'
import { pointsOf } from '../curriculum/skills'
import { closingLessons } from './closing'
import { distance } from './distance'
import { profileOf } from './profile'

const both = { zh: '角色', en: 'Role' }
const roleOf = (more: Partial<CareerRole>): CareerRole => ({
  id: 'role',
  title: both,
  summary: both,
  skills: {},
  stages: [],
  evidence: { lessons: [], certificates: [], reviews: [] },
  ...more,
})
const none = new Set<never>()

describe('distance', () => {
  const lessons = [
    lessonOf('a', 'foundations', { skills: { modelling: 3, data: 1 } }),
    lessonOf('b', 'practice', { skills: { modelling: 2 }, checks: REVIEW, requires: ['a'] }),
  ]
  const track = trackOf(['a', 'b'])
  const role = roleOf({
    skills: { modelling: 4 },
    stages: ['foundations'],
    evidence: { lessons: ['a'], certificates: ['foundations'], reviews: ['b'] },
  })

  it('lists what is missing, each with what there is and what is asked', () => {
    expect(distance(role, profileOf(lessons, track, none, none))).toEqual({
      asked: 5,
      nearness: 'on-the-way',
      missing: [
        { kind: 'stage', stage: 'foundations' },
        { kind: 'certificate', stage: 'foundations' },
        { kind: 'lesson', lesson: 'a' },
        { kind: 'review', lesson: 'b' },
        { kind: 'skill', skill: 'modelling', has: 0, needs: 4 },
      ],
    })
  })

  it('is one step when one thing is missing, and nothing when nothing is', () => {
    const verified = new Set(['a', 'b'])
    const almost = distance(role, profileOf(lessons, track, verified, none))
    expect([almost.nearness, almost.missing]).toEqual([
      'one-step',
      [{ kind: 'certificate', stage: 'foundations' }],
    ])
    const ready = distance(role, profileOf(lessons, track, verified, new Set(['foundations'] as const)))
    expect(ready.nearness).toBe('ready')
  })

  it('is closed by named lessons with what they require, then by those that give most', () => {
    const more = [
      ...lessons,
      lessonOf('c', 'practice', { skills: { statistics: 1 } }),
      lessonOf('d', 'practice', { skills: { statistics: 3 } }),
    ]
    const wish = roleOf({
      skills: { statistics: 3, ethics: 1 },
      evidence: { lessons: ['gone'], certificates: [], reviews: ['b'] },
    })
    const closing = closingLessons(wish, profileOf(more, track, none, none), more, track)
    expect(closing.lessons.map(({ lesson, reasons }) => [lesson.id, reasons])).toEqual([
      ['a', ['before']],
      ['b', ['review']],
      ['d', ['statistics']],
    ])
    expect(closing.unreachable).toEqual({ lessons: ['gone'], skills: ['ethics'], stages: [] })
  })

  it('says which certificate only has to be asked for', () => {
    const wish = roleOf({
      evidence: { lessons: [], certificates: ['foundations', 'innovation'], reviews: [] },
    })
    const closing = closingLessons(wish, profileOf(lessons, track, new Set(['a']), none), lessons, track)
    expect(closing).toMatchObject({
      lessons: [],
      toClaim: ['foundations'],
      unreachable: { stages: ['innovation'] },
    })
  })
})

describe('in any course, for any role', () => {
  const wishes = fc.record({
    skills: fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: 1, max: 12 }), { maxKeys: 4 }),
    stages: fc.subarray([...STAGES]),
    named: fc.array(fc.nat({ max: 15 }), { maxLength: 3 }),
  })

  property.prop([course, wishes])('the lessons listed close all that can be closed', (given, wish) => {
    const { lessons, track, verified } = given
    const role = roleOf({
      skills: wish.skills,
      stages: wish.stages,
      evidence: {
        lessons: [...new Set(wish.named.map((id) => `l${id}`))],
        certificates: wish.stages,
        reviews: [],
      },
    })
    const { lessons: closing, unreachable } = closingLessons(
      role,
      profileOf(lessons, track, verified, none),
      lessons,
      track,
    )
    const taken = closing.map(({ lesson }) => lesson.id)
    for (const id of taken) expect(verified.has(id)).toBe(false)
    const after = new Set([...verified, ...taken])
    for (const { lesson } of closing) {
      for (const id of lesson.requires) expect(after.has(id)).toBe(true)
    }
    const profile = profileOf(lessons, track, after, none)
    const left = distance(role, { ...profile, certificates: profile.stages }).missing
    expect(
      left.filter((item) => {
        if (item.kind === 'skill') return !unreachable.skills.includes(item.skill)
        if (item.kind === 'lesson' || item.kind === 'review')
          return !unreachable.lessons.includes(item.lesson)
        return !unreachable.stages.includes(item.stage)
      }),
    ).toEqual([])
  })

  property.prop([course, wishes])('none of them is superfluous', ({ lessons, track, verified }, wish) => {
    const role = roleOf({ skills: wish.skills })
    const { lessons: closing, unreachable } = closingLessons(
      role,
      profileOf(lessons, track, verified, none),
      lessons,
      track,
    )
    const short = (ids: string[]) => {
      const all = new Set([...verified, ...ids])
      const points = pointsOf(lessons.filter(({ id }) => all.has(id)))
      return SKILLS.filter((skill) => points[skill] < (wish.skills[skill] ?? 0))
    }
    const ids = closing.map(({ lesson }) => lesson.id)
    for (const { lesson } of closing) {
      const rest = ids.filter((id) => id !== lesson.id)
      const isRequired = closing.some((other) => other.lesson.requires.includes(lesson.id))
      const givesToWhatRunsOut = unreachable.skills.some((skill) => lesson.skills[skill])
      expect(isRequired || givesToWhatRunsOut || short(rest).length > unreachable.skills.length).toBe(true)
    }
  })
})
