import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CohortFields } from '../people/shapes'
import { NewAssignment } from '../assignments/decide'
import { AuditFilters, readAuditFilters } from '../audit/filters'
import { Day } from './day'

test.each([
  '0000-01-01',
  '0001-01-01',
  '1899-12-31',
  '2200-01-01',
  '9999-12-31',
  '2026-02-30',
  '2026-1-1',
  '',
])('%s is no day', (text) => {
  expect(Day.safeParse(text).success).toBe(false)
  expect(CohortFields.shape.startsOn.safeParse(text).success).toBe(false)
  expect(NewAssignment.shape.dueOn.safeParse(text).success).toBe(false)
  expect(AuditFilters.shape.from.safeParse(text).success).toBe(false)
  // A page leaves out what cannot be meant.
  expect(readAuditFilters({ from: text }).from).toBeUndefined()
})

test.each(['1900-01-01', '2024-02-29', '2199-12-31'])('%s is one', (text) =>
  expect(Day.parse(text)).toBe(text),
)

test('nothing that comes in has a shape of its own for days', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? files(path) : [path]
    })
  const own = ['lib', 'app', 'components']
    .flatMap(files)
    .filter((path) => /\.tsx?$/.test(path) && !/day(\.test)?\.ts$/.test(path))
    .filter((path) => /iso\s*\.date\(\)/.test(readFileSync(path, 'utf8')))
  expect(own).toEqual([])
})
