import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { challengeShelf } from './challenge-shelf.server'

const folder = mkdtempSync(join(tmpdir(), 'shelf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = join(folder, 'challenges.json')
let time = 1_700_000_000
/** Each build is a second later than the one before. */
function build(codes: Record<string, string>): void {
  writeFileSync(file, JSON.stringify(codes))
  time += 1
  utimesSync(file, time, time)
}
const returning = (value: number) => `(() => ({ answer: () => ${value} }))()`

test('an edit of one challenge changes its hash and no other', () => {
  build({ 'a/one': returning(1), 'a/two': returning(2), 'b/one': returning(1) })
  const shelf = challengeShelf(file)
  const before = shelf()
  const [one, two] = [before.find('a', 'one')!, before.find('a', 'two')!]
  expect([one.spec.answer(), two.spec.answer()]).toEqual([1, 2])
  expect(one.hash).toMatch(/^[0-9a-f]{16}$/)
  expect(two.hash).not.toBe(one.hash)

  build({ 'a/one': returning(1), 'a/two': returning(3), 'c/new': returning(4) })
  const after = shelf()
  // The very same one: it was not loaded anew.
  expect(after.find('a', 'one')).toBe(one)
  expect(after.find('a', 'two')!.hash).not.toBe(two.hash)
  expect(after.find('a', 'two')!.spec.answer()).toBe(3)
  expect(after.find('b', 'one')).toBeUndefined()
  expect(after.find('c', 'new')!.spec.answer()).toBe(4)
})

test('what nobody built is not found, by whatever name', () => {
  build({ 'a/one': returning(1) })
  const { find } = challengeShelf(file)()
  for (const [lesson, check] of [
    ['a', 'two'],
    ['__proto__', 'x'],
    ['a/one', ''],
  ] as const)
    expect(find(lesson, check)).toBeUndefined()
})

test('the same file is read once', () => {
  build({ 'a/one': returning(1) })
  const shelf = challengeShelf(file)
  expect(shelf()).toBe(shelf())
})
