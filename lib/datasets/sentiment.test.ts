/** Groups stay whole, hidden ids are the sandbox's ids, and the sentences of the course keep what their card says. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toBytes, toText } from './recipe'
import { encoderOf, LENGTH, PAD, prepareSentiment, UNKNOWN } from './sentiment'

const prepare = (lines: string[]) => prepareSentiment(() => toBytes(`${lines.join('\n')}\n`))
const read = (lines: string[]) => JSON.parse(toText(prepare(lines).served['sentences']!))

describe('the recipe', () => {
  /** Five topics of three groups of four sentences. */
  const rows = Array.from({ length: 60 }, (_, index) => {
    const group = Math.floor(index / 4)
    return `${index % 2}\ttopic${group % 5}-${group}\t第${index}句话`
  })
  const groupOf = (text: string) => rows.find((row) => row.endsWith(`\t${text}`))!.split('\t')[1]!
  const groupsOf = (split: { text: string }[]) => new Set(split.map(({ text }) => groupOf(text)))

  test('a group lies in one split, and the shares are met up to a group', () => {
    const { train, test: open } = read(rows)
    expect([...groupsOf(train)].filter((group) => groupsOf(open).has(group))).toEqual([])
    expect(prepare(rows).counts).toEqual({ train: 44, test: 8, hidden: 8 })
  })

  test('every topic trains', () => {
    const topics = [...groupsOf(read(rows).train)].map((group) => group.slice(0, group.lastIndexOf('-')))
    expect(new Set(topics).size).toBe(5)
  })

  test('the vocabulary is of training alone; the rest is unknown', () => {
    const { vocabulary } = read(rows)
    expect(vocabulary.slice(0, 2)).toEqual([PAD, UNKNOWN])
    expect(encoderOf(vocabulary)('句妙')).toEqual([
      vocabulary.indexOf('句'),
      1,
      ...Array.from({ length: LENGTH - 2 }, () => 0),
    ])
    expect(encoderOf(vocabulary)('句'.repeat(99))).toHaveLength(LENGTH)
  })

  test.each([
    ['2\ta\t话', /:1: the label/],
    ['1\ta', /:1: label, group and text/],
    ['1\ta\t 话', /:1: the text begins/],
    ['1\ta\t话\n0\tb\t话', /:2: “话” is there twice/],
  ])('%j is refused with its line', (text, message) => {
    expect(() => prepareSentiment(() => toBytes(text))).toThrow(message)
  })
})

describe('the sentences of the course', () => {
  const sentences = readFileSync('content/datasets/sentiment/sentences.tsv', 'utf8')
    .trimEnd()
    .split('\n')
    .map((row) => {
      const [label, group, text] = row.split('\t') as [string, string, string]
      return { label, group, text }
    })

  test('each group is half good and half bad, so its topic tells nothing', () => {
    const balance = new Map<string, number>()
    for (const { label, group } of sentences)
      balance.set(group, (balance.get(group) ?? 0) + (label === '1' ? 1 : -1))
    expect([...balance].filter(([, sum]) => sum !== 0)).toEqual([])
  })

  test('what the lesson asks for is not among them', () => {
    expect(sentences.filter(({ text }) => text.includes('我喜欢编程'))).toEqual([])
  })

  /** Pairs of letters of a text; two texts that share half of theirs say the same thing. */
  const pairsOf = (text: string) =>
    new Set([...text].slice(1).map((letter, index) => [...text][index] + letter))

  test('no sentence nearly repeats one of another group', () => {
    const known = sentences.map((sentence) => ({ ...sentence, pairs: pairsOf(sentence.text) }))
    const having = new Map<string, number[]>()
    known.forEach(({ pairs }, at) =>
      pairs.forEach((pair) => having.set(pair, [...(having.get(pair) ?? []), at])),
    )
    const repeats = known.flatMap(({ group, text, pairs }, at) => {
      const shared = new Map<number, number>()
      for (const pair of pairs)
        for (const other of having.get(pair)!)
          if (other > at && known[other]!.group !== group) shared.set(other, (shared.get(other) ?? 0) + 1)
      return [...shared]
        .filter(([other, both]) => both / (pairs.size + known[other]!.pairs.size - both) > 0.5)
        .map(([other]) => [text, known[other]!.text])
    })
    expect(repeats).toEqual([])
  })
})
