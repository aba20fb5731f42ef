import { describe, expect, it } from 'vitest'
import type { Lesson } from '@/lib/curriculum/lesson'
import { type LessonProgress, nextEntry, pathOf } from './standing'

const text = { title: 't', summary: 's', objectives: ['o'] }
const lesson = (id: string, stage: Lesson['stage'], order: number): Lesson => ({
  id,
  stage,
  module: 'projects',
  order,
  version: 1,
  minutes: 30,
  skills: {},
  requires: [],
  datasets: [],
  checks: [],
  formerly: [],
  text: { zh: text, en: text },
})
const progress = (id: string, day: number, verified = false): LessonProgress => ({
  lesson: id,
  lastAt: new Date(Date.UTC(2026, 0, day)),
  lastCell: null,
  lastCellAt: null,
  runs: 1,
  activeMinutes: 1,
  verifiedAt: verified ? new Date(Date.UTC(2026, 0, day)) : null,
  bestScore: null,
})
const lessons = [lesson('a', 'foundations', 1), lesson('b', 'practice', 2), lesson('c', 'practice', 3)]

describe('pathOf', () => {
  it('keeps every stage, in order, and every lesson in its stage', () => {
    const path = pathOf(lessons, [progress('b', 1, true)])
    expect(path.map((stage) => [stage.id, stage.entries.map((entry) => entry.standing)])).toEqual([
      ['foundations', ['new']],
      ['specialization', []],
      ['practice', ['verified', 'new']],
      ['innovation', []],
      ['leadership', []],
    ])
  })
})

describe('nextEntry', () => {
  it('prefers the unfinished lesson touched last', () => {
    expect(nextEntry(pathOf(lessons, [progress('a', 1), progress('c', 2)]))?.lesson.id).toBe('c')
  })
  it('then the first lesson not begun, even when later ones are verified', () => {
    expect(nextEntry(pathOf(lessons, [progress('c', 2, true)]))?.lesson.id).toBe('a')
  })
  it('offers nothing when all are verified', () => {
    const all = ['a', 'b', 'c'].map((id) => progress(id, 1, true))
    expect(nextEntry(pathOf(lessons, all))).toBeNull()
  })
})
