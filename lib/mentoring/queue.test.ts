import { expect, it } from 'vitest'
import type { Mentee, MenteeLesson } from './mentees.server'
import { arrangeDesk, percent } from './queue'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 2, hour))
const lesson = (lastAt: Date, since?: Date): MenteeLesson => ({
  lesson: 'mnist-mlp',
  lastAt,
  lastCell: 'train',
  runs: 3,
  failedRuns: since ? 2 : 0,
  activeMinutes: 12,
  verifiedAt: null,
  bestScore: null,
  stuck: since ? { cell: 'train', error: 'TypeError: x', since } : null,
})
const mentee = (name: string, ...lessons: MenteeLesson[]): Mentee => ({
  id: name,
  name,
  number: name,
  department: { zh: '数据部', en: 'Data' },
  cohort: null,
  lessons,
})

it('puts the longest wait first, and of one person the longest of several', () => {
  const { stuck, others } = arrangeDesk([
    mentee('idle'),
    mentee('recent', lesson(at(9))),
    mentee('later', lesson(at(8), at(7))),
    mentee('first', lesson(at(9), at(8)), lesson(at(6), at(1))),
    mentee('older', lesson(at(3))),
  ])
  expect(stuck.map((one) => [one.mentee.name, one.lesson.stuck.since])).toEqual([
    ['first', at(1)],
    ['later', at(7)],
  ])
  expect(others.map((one) => one.name)).toEqual(['recent', 'older', 'idle'])
})

it('writes scores with two places', () => {
  expect(percent(0.9742)).toBe('97.42%')
  expect(percent(1)).toBe('100.00%')
})
