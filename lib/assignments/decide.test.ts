import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../insights/dates'
import { daysUntil, dueDayOf, GRACE_DAYS, isPossibleDay, reminderOn, standingOf } from './decide'

const TODAY = '2026-11-22'

test.each([
  [7, 'week'],
  [8, undefined],
  [5, 'week'],
  [2, 'week'],
  [1, 'day'],
  [0, 'day'],
  [-1, 'overdue'],
  [-30, 'overdue'],
  [-31, undefined],
])('%i days ahead: %s', (days, reminder) => {
  expect(reminderOn(TODAY, { dueOn: addDays(TODAY, days), givenOn: '2026-01-01' })).toBe(reminder)
})

test('what was given within the week needs no reminder of the week', () => {
  const dueOn = addDays(TODAY, 4)
  expect(reminderOn(TODAY, { dueOn, givenOn: addDays(dueOn, -7) })).toBeUndefined()
  expect(reminderOn(TODAY, { dueOn, givenOn: addDays(dueOn, -8) })).toBe('week')
})

test('however many days nothing ran, each reminder comes at most once and the later never before the earlier', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.uniqueArray(fc.integer({ min: -45, max: 60 })), (given, days) => {
      const givenOn = addDays(TODAY, -given)
      const sent: string[] = []
      for (const ahead of days.toSorted((a, b) => b - a)) {
        const reminder = reminderOn(addDays(TODAY, -ahead), { dueOn: TODAY, givenOn })
        if (reminder && !sent.includes(reminder)) sent.push(reminder)
      }
      expect(sent).toEqual(['week', 'day', 'overdue'].filter((one) => sent.includes(one)))
    }),
  )
})

test('a proved lesson counts whatever the day, and a waiver where it is not', () => {
  fc.assert(
    fc.property(
      fc.nat(5),
      fc.nat(5),
      fc.integer({ min: -9, max: 9 }),
      fc.boolean(),
      (verified, total, days, isWaived) => {
        const standing = standingOf({ verified, total, dueOn: addDays(TODAY, days), isWaived }, TODAY)
        if (total > 0 && verified >= total) expect(standing).toBe('done')
        else if (isWaived) expect(standing).toBe('waived')
        else expect(standing).toBe(days < 0 ? 'overdue' : 'open')
      },
    ),
  )
})

test('nobody is late by having come late, and an extension only ever gives more time', () => {
  const anyDay = fc.integer({ min: -60, max: 60 }).map((days) => addDays(TODAY, days))
  fc.assert(
    fc.property(
      anyDay,
      anyDay,
      anyDay,
      fc.option(anyDay),
      fc.option(fc.integer({ min: 1, max: 90 })),
      (givenOn, dueOn, since, extendedTo, dueDays) => {
        const due = dueDayOf({ dueOn, dueDays, givenOn }, since, extendedTo)
        if (since > givenOn)
          expect(daysUntil(due, since)).toBeGreaterThanOrEqual(dueDays === null ? GRACE_DAYS : dueDays)
        else expect(due >= dueOn).toBe(true)
        if (extendedTo !== null) expect(due >= extendedTo).toBe(true)
        expect(due >= dueDayOf({ dueOn, dueDays, givenOn }, since, null)).toBe(true)
      },
    ),
  )
})

test('days count across months and years, and a due date lies ahead', () => {
  expect(daysUntil('2027-01-01', '2026-12-31')).toBe(1)
  expect(isPossibleDay(TODAY, TODAY)).toBe(true)
  expect(isPossibleDay(addDays(TODAY, -1), TODAY)).toBe(false)
  expect(isPossibleDay('2036-01-01', TODAY)).toBe(false)
})
