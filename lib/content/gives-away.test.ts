import { expect, test } from 'vitest'
import { givesAway } from './gives-away'

const both = (text: string) => ({ zh: text, en: text })

test.each([
  ['together 2 times', 2, 0.05],
  ['$0.25^{10}\\approx9.5$', 9.5, 0.1],
  ['it is $1\\,000$', 1000, 0],
  ['about 2,000 passes', 2000, 0],
  ['$\\tfrac13$', 1 / 3, 0.005],
  ['1/20 of it', 0.05, 0.002],
  ['１２', 12, 0],
])('%j gives %d away', (hint, number, tolerance) => {
  expect(givesAway(both(hint), { number, tolerance })).toBe(true)
})

test.each([
  ['multiply the two', 2, 0.05],
  ['12 and 13', 1, 0],
  ['$10^9$ bytes', 26, 0.5],
])('%j does not give %d away', (hint, number, tolerance) => {
  expect(givesAway(both(hint), { number, tolerance })).toBe(false)
})

test('the words of a right option, and the order of things, are found', () => {
  const right = { zh: '平均绝对误差', en: 'Mean absolute error' }
  expect(givesAway({ zh: '用平均绝对误差。', en: 'Look.' }, { texts: [right] })).toBe(true)
  expect(givesAway({ zh: '想一想', en: 'Is it “mean absolute error”?' }, { texts: [right] })).toBe(true)
  expect(givesAway({ zh: '看误差', en: 'Look at errors' }, { texts: [right] })).toBe(false)
  const order = [both('split the data'), both('train a model')]
  expect(givesAway(both('First split the data, then train a model.'), { order })).toBe(true)
  expect(givesAway(both('What comes before you train a model?'), { order })).toBe(false)
})
