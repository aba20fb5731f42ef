import { expect, test } from 'vitest'
import { grouped } from './grouped'

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('what is asked at one moment is answered together, each with its own answer', async () => {
  const groups: number[][] = []
  const double = grouped(async (asked: number[]) => {
    groups.push(asked)
    return asked.map((one) => one * 2)
  }, 3)
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10])
  expect(groups).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
})

test('one group is under way at a time, and the next one gathers meanwhile', async () => {
  const groups: string[][] = []
  let finish = () => {}
  const say = grouped(async (asked: string[]) => {
    groups.push(asked)
    await new Promise<void>((resolve) => (finish = resolve))
    return asked
  }, 10)
  const first = say('a')
  await turn()
  const later = [say('b'), say('c')]
  await turn()
  expect(groups).toEqual([['a']])
  finish()
  await first
  await turn()
  finish()
  expect(await Promise.all(later)).toEqual(['b', 'c'])
  expect(groups).toEqual([['a'], ['b', 'c']])
})

test('a group that fails fails for its own, and the next is answered', async () => {
  const answer = grouped(async (asked: number[]) => {
    if (asked.includes(13)) throw new Error('unlucky')
    return asked
  }, 2)
  const outcomes = await Promise.allSettled([12, 13, 14].map(answer))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(await answer(15)).toBe(15)
})
