import { describe, expect, test } from 'vitest'
import { estimateMinutes, minutesSpan } from './budget'
import { untouchedObjectives } from './objectives'

describe('time', () => {
  test('more of anything takes longer', () => {
    const work = { characters: 1500, words: 200, cells: 8, exercises: 3, checks: 2, projects: 1 }
    const whole = estimateMinutes(work)
    for (const part of Object.keys(work) as (keyof typeof work)[]) {
      expect(estimateMinutes({ ...work, [part]: 0 })).toBeLessThan(whole)
    }
    const { least, most } = minutesSpan(work)
    expect([least < whole, whole < most]).toEqual([true, true])
  })
})

describe('objectives', () => {
  const lesson = '把图片展平成向量，再训练一个网络，用验证集看它过拟合没有。 Train the network on pictures.'

  test.each<[string, string[], number[]]>([
    ['what the text speaks of', ['把图片变成向量', '训练网络'], []],
    ['what it does not', ['训练网络', '推导卡尔曼滤波的增益'], [1]],
    ['in English, whatever the ending', ['training networks', 'derive Kalman gains'], [1]],
    ['nothing to compare', ['$x$'], []],
  ])('%s', (_, objectives, expected) => {
    expect(untouchedObjectives(objectives, lesson)).toEqual(expected)
  })
})
