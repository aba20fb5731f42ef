/**
 * Chinese sentences with their mood, written for this course: `label<TAB>group<TAB>text`, one a line, label 0 or 1.
 * Sentences of one group share their phrases, so a group lies in one split whole: whoever has learned a phrase by
 * heart must not find it again in the test. A group is named `<topic>-<number>`.
 */
import { type Examination, type Prepared, toBytes, toText } from './recipe'
import { seededRandom } from './split'

const SEED = 20_261_122
/** Characters of a text; the rest is cut. */
export const LENGTH = 24
export const PAD = '[PAD]'
export const UNKNOWN = '[UNK]'
const SHARES = { train: 0.7, test: 0.15, hidden: 0.15 }

type Split = keyof typeof SHARES
type Sentence = { text: string; label: 0 | 1; group: string }

function readSentences(tsv: string): Sentence[] {
  const seen = new Set<string>()
  return tsv
    .trimEnd()
    .split(/\r?\n/)
    .map((row, index) => {
      const [label, group, text, ...rest] = row.split('\t')
      const blame = (what: string) => new Error(`sentences.tsv:${index + 1}: ${what}`)
      if (label !== '0' && label !== '1') throw blame('the label is 0 or 1, then a tab')
      if (!group || !text || rest.length > 0)
        throw blame('label, group and text are due, with tabs between them')
      if (text.trim() !== text) throw blame('the text begins or ends with a space')
      if (seen.has(text)) throw blame(`“${text}” is there twice`)
      seen.add(text)
      return { label: label === '1' ? 1 : 0, group, text }
    })
}

/**
 * Each group goes to the split that is furthest behind its share. Groups come topic by topic, in a drawn order within
 * a topic, so every split gets its part of every topic that has groups enough.
 */
function splitByGroup(sentences: readonly Sentence[]): Record<Split, Sentence[]> {
  const groups = new Map<string, Sentence[]>()
  for (const sentence of sentences)
    groups.set(sentence.group, [...(groups.get(sentence.group) ?? []), sentence])
  const random = seededRandom(SEED)
  const topicOf = (group: string) => group.slice(0, group.lastIndexOf('-'))
  const order = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => ({ topic: topicOf(group), members, at: random() }))
    .sort((a, b) => (a.topic === b.topic ? a.at - b.at : a.topic < b.topic ? -1 : 1))
  const splits: Record<Split, Sentence[]> = { train: [], test: [], hidden: [] }
  let dealt = 0
  for (const { members } of order) {
    dealt += members.length
    const behind = (split: Split) => SHARES[split] * dealt - splits[split].length
    const next = (['train', 'test', 'hidden'] as const).reduce((a, b) => (behind(b) > behind(a) ? b : a))
    splits[next].push(...members)
  }
  return splits
}

/** Id → character: 0 fills up, 1 stands for what training never showed, then characters by how often they occur. */
function vocabularyOf(texts: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const letter of texts.flatMap((text) => [...text])) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const letters = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([letter]) => letter)
  return [PAD, UNKNOWN, ...letters]
}

/** Ids of a text's characters, filled up with 0 or cut to `LENGTH`. The sandbox does the same. */
export function encoderOf(vocabulary: readonly string[]): (text: string) => number[] {
  const ids = new Map(vocabulary.map((letter, id) => [letter, id]))
  return (text) => {
    const known = [...text].slice(0, LENGTH).map((letter) => ids.get(letter) ?? 1)
    return [...known, ...Array.from({ length: LENGTH - known.length }, () => 0)]
  }
}

export function prepareSentiment(read: (path: string) => Uint8Array): Prepared {
  const { train, test, hidden } = splitByGroup(readSentences(toText(read('sentences.tsv'))))
  const vocabulary = vocabularyOf(train.map(({ text }) => text))
  const encode = encoderOf(vocabulary)
  const open = (sentences: Sentence[]) => sentences.map(({ text, label }) => ({ text, label }))
  return {
    served: { sentences: toBytes(JSON.stringify({ train: open(train), test: open(test), vocabulary })) },
    hidden: {
      examples: Int32Array.from(hidden.flatMap(({ text }) => encode(text))),
      labels: Uint8Array.from(hidden, ({ label }) => label),
    },
    counts: { train: train.length, test: test.length, hidden: hidden.length },
  }
}

/** A word left out or exchanged can turn a sentence round, so none is. */
export const SENTIMENT_EXAMINATION = {
  kind: 'unaltered',
  learned: [
    async (read) => {
      const { train, vocabulary } = JSON.parse(toText(await read('sentences'))) as {
        train: Pick<Sentence, 'text' | 'label'>[]
        vocabulary: string[]
      }
      const encode = encoderOf(vocabulary)
      return {
        examples: Int32Array.from(train.flatMap(({ text }) => encode(text))),
        labels: Uint8Array.from(train, ({ label }) => label),
      }
    },
  ],
} as const satisfies Examination
