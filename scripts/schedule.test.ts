import { test as property, fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { runAll, startable, type Task } from './schedule'

const task = (name: string, cores: 1 | 2, ...after: string[]): Task => ({ name, cores, after })

describe('which gates start', () => {
  it('fills two cores in order', () => {
    const waiting = [task('a', 1), task('b', 1), task('c', 1)]
    expect(startable(waiting, []).map(({ name }) => name)).toEqual(['a', 'b'])
    expect(startable(waiting.slice(2), [task('a', 1)]).map(({ name }) => name)).toEqual(['c'])
  })

  it('waits for what a gate comes after and lets another take the core', () => {
    expect(startable([task('b', 1, 'a'), task('c', 1)], [task('a', 1)]).map(({ name }) => name)).toEqual([
      'c',
    ])
  })

  it('does not let small gates pass one that wants both cores for ever', () => {
    expect(startable([task('big', 2), task('small', 1)], [task('a', 1)])).toEqual([])
  })

  it('refuses a gate that waits for one that is not there', async () => {
    await expect(runAll([task('a', 1, 'b')], async () => 0)).rejects.toThrow('which is not there')
  })

  it('refuses gates that wait for each other', async () => {
    await expect(runAll([task('a', 1, 'b'), task('b', 1, 'a')], async () => 0)).rejects.toThrow(
      'Nothing can start',
    )
  })

  it('goes on after one that throws', async () => {
    const results = await runAll([task('a', 2), task('b', 1, 'a')], async ({ name }) => {
      if (name === 'a') throw new Error('broken')
      return name
    })
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })
})

const anyTasks = fc
  .array(
    fc.record({
      cores: fc.constantFrom(1 as const, 2 as const),
      after: fc.array(fc.nat(20)),
      ticks: fc.nat(4),
    }),
    {
      maxLength: 12,
    },
  )
  .map((drawn) =>
    drawn.map(({ cores, after, ticks }, at) => ({
      ...task(`t${at}`, cores, ...after.filter((other) => other < at).map((other) => `t${other}`)),
      ticks,
    })),
  )

property.prop([anyTasks])(
  'every gate runs once, never on more than two cores, never before its turn',
  async (tasks) => {
    let busy = 0
    const done = new Set<string>()
    const results = await runAll(tasks, async ({ name, cores, after = [], ticks }) => {
      busy += cores
      expect(busy).toBeLessThanOrEqual(2)
      expect(after.every((other) => done.has(other))).toBe(true)
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
      busy -= cores
      done.add(name)
      return name
    })
    expect(results.map((one) => one.status === 'fulfilled' && one.value)).toEqual(
      tasks.map(({ name }) => name),
    )
  },
)
