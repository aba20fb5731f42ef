import { fc, test as property } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { course } from '@/lib/curriculum/course.fixture'
import { layPath } from '@/lib/curriculum/path'
import { heightOf, layColumns, layLine, type MapStage } from './map-layout'

const at = new Date(0)
const maps = course.map(({ lessons, track, verified }): MapStage[] =>
  layPath(
    lessons,
    { ...track, electives: lessons.slice(0, 2).map(({ id }) => id) },
    [...verified].map((lesson) => ({ lesson, lastAt: at, verifiedAt: at, isWaiting: false })),
  ).stages.map((stage) => ({
    id: stage.id,
    modules: stage.lessons.length === 0 ? [] : [{ id: 'one', title: 'One', lessons: stage.lessons }],
  })),
)

describe.each([
  ['columns', layColumns],
  ['one line', layLine],
] as const)('in %s', (_, lay) => {
  property.prop([maps, fc.integer({ min: 360, max: 1400 })])(
    'every lesson has its own place inside its column, and the line visits what is required',
    (stages, width) => {
      const { stops, legs, columns, height, width: drawn } = lay(stages, width)
      const lessons = stages.flatMap(({ modules }) => modules.flatMap((module) => module.lessons))
      expect(stops.map(({ lesson }) => lesson.lesson.id)).toEqual(lessons.map(({ lesson }) => lesson.id))
      expect(new Set(stops.map(({ x, y }) => `${x} ${y}`)).size).toBe(stops.length)
      expect(drawn).toBeLessThanOrEqual(width + 0.001)
      for (const { x, y, lesson } of stops) {
        const column = columns.find(({ id }) => id === lesson.lesson.stage)!
        expect(x).toBeGreaterThan(column.left)
        expect(x).toBeLessThan(column.left + column.width)
        expect(y).toBeGreaterThan(column.top)
        expect(y).toBeLessThan(column.top + column.height)
        expect(y).toBeLessThan(height)
      }
      const line = stops.filter(({ lesson }) => lesson.part === 'required')
      expect(legs).toHaveLength(Math.max(0, line.length - 1))
      for (const [index, { d, isTravelled }] of legs.entries()) {
        expect(d.startsWith(`M${line[index]!.x} ${line[index]!.y}`)).toBe(true)
        expect(d.endsWith(`V${line[index + 1]!.y}`)).toBe(true)
        const ends = [line[index]!, line[index + 1]!].map(({ lesson }) => lesson.standing)
        expect(isTravelled).toBe(ends.every((standing) => standing === 'verified'))
      }
    },
  )

  property.prop([maps])('columns do not overlap', (stages) => {
    const { columns } = lay(stages, 960)
    for (const [index, column] of columns.entries()) {
      expect(column.height).toBe(heightOf(stages[index]!))
      const next = columns[index + 1]
      if (!next) continue
      const isBeside = next.left >= column.left + column.width - 0.001
      const isBelow = next.top >= column.top + column.height
      expect(isBeside || isBelow).toBe(true)
    }
  })
})
