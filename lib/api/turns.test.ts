import { expect, test } from 'vitest'
import { fairTurns } from './turns'

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('one caller never has more than a share, and whoever comes later is not behind all of theirs', async () => {
  const turns = fairTurns({ all: 4, each: 2, most: 50 })
  const order: string[] = []
  const releases: (() => void)[] = []
  const ask = (who: string) =>
    void (async () => {
      const release = await turns.take(who)
      order.push(who)
      releases.push(release!)
    })()
  for (let index = 0; index < 20; index++) ask('greedy')
  for (const who of ['ann', 'bo', 'cy']) ask(who)
  await settled()
  expect(order).toEqual(['greedy', 'greedy', 'ann', 'bo'])
  releases.shift()!()
  await settled()
  expect(order.slice(4)).toEqual(['greedy'])
  releases.pop()!()
  await settled()
  expect(order.slice(5)).toEqual(['cy'])
})

test('too many waiting are refused, and a turn is given back once', async () => {
  const turns = fairTurns({ all: 1, each: 1, most: 2 })
  const first = await turns.take('a')
  void turns.take('a')
  const third = turns.take('a')
  expect(await turns.take('a')).toBeUndefined()
  first!()
  first!()
  await settled()
  const isOpen = await Promise.race([third.then(() => true), settled().then(() => false)])
  expect(isOpen).toBe(false)
})

test('what is looked at goes before what is fetched in advance', async () => {
  const turns = fairTurns({ all: 1, each: 1, most: 9 })
  const order: string[] = []
  const first = await turns.take('a')
  for (const [name, canWait] of [
    ['ahead', true],
    ['seen', false],
  ] as const)
    void (async () => {
      const release = await turns.take('a', { canWait })
      order.push(name)
      release!()
    })()
  first!()
  await settled()
  expect(order).toEqual(['seen', 'ahead'])
})
