/** What the lesson says about the tables it uses, its preparation against TF.js, and how a leak deceives. */
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { tryChallenge } from '@/lib/checks/try-challenge'
import { createRandom } from '@/lib/checks/random'
import challenge from './prepare.challenge'

type Row = Record<string, number | string | null>
type Prepared = { train: number[][]; test: number[][] }
const prepare = challenge.answer as (
  train: Row[],
  test: Row[],
  numeric: string[],
  categorical: string[],
) => Prepared

function table(name: string): Row[] {
  const file = new URL(`../../../../datasets/${name}/${name}.csv`, import.meta.url)
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  const columns = head!.split(',')
  const value = (text: string) => (text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text))
  return lines.map((line) => Object.fromEntries(line.split(',').map((text, i) => [columns[i]!, value(text)])))
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('the penguins', () => {
  const rows = table('penguins')
  const measures = ['beakLength', 'beakDepth', 'flipperLength', 'bodyMass']

  test('have two rows without a measurement, ten without sex, and one full stop', () => {
    expect(rows).toHaveLength(344)
    expect(rows.filter((row) => measures.every((name) => row[name] === null))).toHaveLength(2)
    expect(rows.filter((row) => row['sex'] === null)).toHaveLength(10)
    expect(rows.filter((row) => row['sex'] === '.')).toHaveLength(1)
  })

  test('once cleaned are 151, 68 and 123, with no measurement missing', () => {
    const cleaned = rows.filter((row) => measures.some((name) => row[name] !== null))
    const count = (species: string) => cleaned.filter((row) => row['species'] === species).length
    expect(['Adelie', 'Chinstrap', 'Gentoo'].map(count)).toEqual([151, 68, 123])
    expect(cleaned.every((row) => measures.every((name) => typeof row[name] === 'number'))).toBe(true)
  })

  test('are tied to islands: Chinstrap to Dream, Gentoo to Biscoe', () => {
    const islands = (species: string) =>
      new Set(rows.filter((row) => row['species'] === species).map((row) => row['island']))
    expect([...islands('Chinstrap')]).toEqual(['Dream'])
    expect([...islands('Gentoo')]).toEqual(['Biscoe'])
  })
})

test('75 houses lie beyond Q3 + 1.5 IQR, and the three largest sold for far less than a square metre is worth', () => {
  const houses = table('housing') as { area: number; price: number; built: number }[]
  const areas = houses.map(({ area }) => area).toSorted((a, b) => a - b)
  const quantile = (share: number) => {
    const place = (areas.length - 1) * share
    const low = Math.floor(place)
    return areas[low]! + (place - low) * (areas[Math.ceil(place)]! - areas[low]!)
  }
  const fence = quantile(0.75) + 1.5 * (quantile(0.75) - quantile(0.25))
  expect(houses.filter(({ area }) => area > fence)).toHaveLength(75)
  const perMetre = houses.map(({ area, price }) => price / area).toSorted((a, b) => a - b)
  expect(perMetre[1465]).toBeCloseTo(1294, 0)
  const largest = houses.toSorted((a, b) => b.area - a.area).slice(0, 3)
  expect(largest.every(({ area, price, built }) => price / area < 430 && built >= 2007)).toBe(true)
})

describe('preparation', () => {
  test('standardises as TF.js moments do, with the training set’s moments for both sets', () => {
    const numbers = (count: number, seed: number) =>
      Array.from(tf.randomNormal([count], 5, 3, 'float32', seed).dataSync())
    const [train, later] = [numbers(20, 1), numbers(6, 2)]
    const prepared = prepare(
      train.map((x) => ({ x })),
      later.map((x) => ({ x })),
      ['x'],
      [],
    )
    const { mean, variance } = tf.moments(tf.tensor1d(train))
    const expected = tf.tensor1d(later).sub(mean).div(variance.sqrt())
    expect(tf.tensor1d(prepared.test.flat()).sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-4)
    expect(tf.tensor1d(prepared.train.flat()).mean().dataSync()[0]).toBeCloseTo(0, 5)
  })

  test('changes with the training set and not with other test rows', () => {
    const train: Row[] = [{ x: 1 }, { x: 2 }, { x: null }, { x: 9 }]
    const alone = prepare(train, [{ x: 4 }], ['x'], []).test[0]
    const among = prepare(train, [{ x: 4 }, { x: 1e6 }], ['x'], []).test[0]
    expect(among).toEqual(alone)
  })

  test('the challenge is sound', () => {
    expect(tryChallenge(challenge)).toEqual([])
  })
})

test('choosing features on all data finds nine tenths in pure noise; choosing on training data finds chance', () => {
  const scores = { leaked: 0, honest: 0 }
  const runs = 10
  for (let run = 0; run < runs; run++) {
    const random = createRandom(`noise ${run}`)
    const noise = random.matrix(100, 1000)
    const label = (i: number) => (i % 2 ? 1 : -1)
    const learn = Array.from({ length: 70 }, (_, i) => i)
    const held = Array.from({ length: 30 }, (_, i) => 70 + i)
    const agreement = (members: number[]) =>
      noise[0]!.map((_, j) => members.reduce((sum, i) => sum + label(i) * noise[i]![j]!, 0))
    const weights = agreement(learn)
    const accuracy = (members: number[]) => {
      const chosen = agreement(members)
        .map((value, j) => ({ j, strength: Math.abs(value) }))
        .toSorted((a, b) => b.strength - a.strength)
        .slice(0, 20)
      const vote = (i: number) =>
        chosen.reduce((sum, { j }) => sum + Math.sign(weights[j]!) * noise[i]![j]!, 0)
      return held.filter((i) => Math.sign(vote(i)) === label(i)).length / held.length
    }
    scores.leaked += accuracy([...learn, ...held]) / runs
    scores.honest += accuracy(learn) / runs
  }
  expect(scores.leaked).toBeGreaterThan(0.85)
  expect(Math.abs(scores.honest - 0.5)).toBeLessThan(0.1)
})
