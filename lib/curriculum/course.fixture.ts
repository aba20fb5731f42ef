/** Random courses for property tests: lessons in five stages, requirements that never lead forward, tracks over them. */
import fc from 'fast-check'
import { SKILLS, STAGES, type StageId } from './ids'
import type { Lesson } from './lesson'
import type { Track } from './track'

const text = { title: 't', summary: 's', objectives: ['o'] }

export const lessonOf = (id: string, stage: StageId, more: Partial<Lesson> = {}): Lesson => ({
  id,
  stage,
  module: 'one',
  order: 0,
  version: 1,
  minutes: 20,
  skills: {},
  requires: [],
  datasets: [],
  checks: [{ id: 'quiz', kind: 'quiz', pass: 1 }],
  formerly: [],
  text: { zh: text, en: text },
  ...more,
})

export const REVIEW = [{ id: 'project', kind: 'review' }] satisfies Lesson['checks']

export const trackOf = (lessons: string[], more: Partial<Track> = {}): Track => {
  const both = { zh: '轨道', en: 'Track' }
  return {
    id: 'track',
    title: both,
    summary: both,
    for: both,
    position: 1,
    lessons,
    electives: [],
    leads: false,
    ...more,
  }
}

const skills = fc.dictionary(fc.constantFrom(...SKILLS), fc.integer({ min: 1, max: 5 }), { maxKeys: 3 })

const lessons: fc.Arbitrary<Lesson[]> = fc
  .array(
    fc.record({
      stage: fc.integer({ min: 0, max: STAGES.length - 1 }),
      skills,
      isProject: fc.boolean(),
      requires: fc.array(fc.nat(), { maxLength: 2 }),
    }),
    { maxLength: 14 },
  )
  .map((drafts) => {
    const sorted = drafts.toSorted((a, b) => a.stage - b.stage)
    return sorted.map(({ stage, requires, isProject, skills: own }, index) =>
      lessonOf(`l${index}`, STAGES[stage]!, {
        order: index,
        skills: own,
        requires: index === 0 ? [] : [...new Set(requires.map((one) => `l${one % index}`))],
        ...(isProject && { checks: REVIEW }),
      }),
    )
  })

export type Course = { lessons: Lesson[]; track: Track; verified: Set<string> }

/** A course, a track that also names lessons nobody has written, and what one person has verified. */
export const course: fc.Arbitrary<Course> = lessons.chain((all) => {
  const ids = [...all.map(({ id }) => id), 'not-written']
  return fc
    .record({
      order: fc.shuffledSubarray(ids, { minLength: 1 }),
      leads: fc.boolean(),
      verified: fc.subarray(all.map(({ id }) => id)),
    })
    .map(({ order, leads, verified }) => ({
      lessons: all,
      track: trackOf(order, { leads }),
      verified: new Set(verified),
    }))
})
