/** What an installation asks: its own, always the same, nothing that is public, and no more difficult than it was. */
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareDatasets } from '../../scripts/datasets'
import { examinationOf, servedExamples } from './examination.server'
import { hiddenSplit } from './hidden.server'
import type { Examples } from './recipe'
import { type DatasetName, DATASETS, recipeOf } from './recipes'
import { secretRandom } from './secret-random.server'
import { readCard } from './read-card.server'
import { drawSome, seededRandom } from './split'

const [OURS, THEIRS] = ['the secret of one installation', 'the secret of another one']
const HERE = DATASETS.filter((name) => recipeOf(name).examination && readCard(name).source.large !== true)

beforeAll(async () => void (await prepareDatasets()))

/** Examples, each as a string to be found by. */
function spell(examples: Examples, count: number): string[] {
  const size = examples.length / count
  return Array.from({ length: count }, (_, at) => examples.slice(at * size, (at + 1) * size).join())
}

describe.each(HERE)('%s', (name: DatasetName) => {
  const how = recipeOf(name).examination!

  test('is asked alike by one secret, and otherwise by another', async () => {
    const [ours, again, theirs] = await Promise.all([
      examinationOf(name, OURS),
      examinationOf(name, `${OURS}`),
      examinationOf(name, THEIRS),
    ])
    expect(again).toEqual(ours)
    expect(theirs.labels.length).toBe(ours.labels.length)
    if (how.kind === 'drawn') expect(theirs.images).not.toEqual(ours.images)
    else expect(theirs.learned).not.toEqual(ours.learned)
    if (how.kind === 'altered') expect(theirs.images).not.toEqual(ours.images)
  })

  test('has the hidden labels in their order, or as many of its own', async () => {
    const [original, asked] = await Promise.all([hiddenSplit(name), examinationOf(name, OURS)])
    expect(asked.images.constructor).toBe(original.images.constructor)
    expect(asked.images.length).toBe(original.images.length)
    if (how.kind === 'drawn') expect(asked.labels).not.toEqual(original.labels)
    else expect(asked.labels).toEqual(original.labels)
  })

  test('asks no original where it can be altered or drawn', async () => {
    const [original, asked] = await Promise.all([hiddenSplit(name), examinationOf(name, OURS)])
    const known = new Set(spell(original.images, original.labels.length))
    const shown = spell(asked.images, asked.labels.length).filter((one) => known.has(one))
    if (how.kind === 'unaltered') expect(shown).toHaveLength(asked.labels.length)
    else expect(shown).toEqual([])
  })

  test('asks served examples along where the hidden ones can be known', async () => {
    const { learned, images, labels } = await examinationOf(name, OURS)
    if (how.kind === 'drawn') return expect(learned).toBeUndefined()
    expect(learned!.labels.length).toBe(Math.min(1000, labels.length))
    expect(learned!.images.length / learned!.labels.length).toBe(images.length / labels.length)
    // Of the whole of what is served: as evenly over the classes as that is.
    const classes = new Set(learned!.labels)
    expect(classes).toEqual(new Set(labels))
    const first = await servedExamples(name, 1000)
    expect(learned!.labels).not.toEqual(first.labels.slice(0, learned!.labels.length))
  })
})

test('a failure to find a set says what to do', async () => {
  expect(() => examinationOf('../mnist', OURS)).toThrow('There is no data set')
  await expect(examinationOf('poems', OURS)).rejects.toThrow('nothing hidden')
})

describe('secret numbers', () => {
  test('are even, and differ by secret and by purpose', () => {
    const take = (random: () => number, count = 40_000) => Array.from({ length: count }, random)
    const ours = take(secretRandom(OURS, 'a'))
    expect(take(secretRandom(OURS, 'a'))).toEqual(ours)
    expect(ours.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(Math.abs(ours.reduce((sum, value) => sum + value, 0) / ours.length - 0.5)).toBeLessThan(0.01)
    for (const other of [secretRandom(OURS, 'b'), secretRandom(THEIRS, 'a')])
      expect(take(other, 5)).not.toEqual(ours.slice(0, 5))
  })

  test('a draw is of different numbers, all of them equally likely', () => {
    const random = seededRandom(3)
    const hits = Array.from({ length: 10 }, () => 0)
    for (let round = 0; round < 3000; round++) {
      const drawn = drawSome(10, 4, random)
      expect(new Set(drawn).size).toBe(4)
      for (const one of drawn) hits[one]! += 1
    }
    for (const count of hits) expect(Math.abs(count - 1200)).toBeLessThan(120)
    expect(drawSome(5, 5, random)).toEqual([0, 1, 2, 3, 4])
    expect(() => drawSome(4, 5, random)).toThrow(RangeError)
  })
})
