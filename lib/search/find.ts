/** An index of passages, and what a question finds in it. */
import MiniSearch from 'minisearch'
import type { StageId } from '../curriculum/ids'
import type { Passage, PassageKind } from './passages'
import { takesPrefix, termsAsked, termsOf } from './words'

export type SearchIndex = { passages: readonly Passage[]; engine: MiniSearch }

/** A title says more about a lesson than a sentence in it. */
const WEIGHT: Record<PassageKind, number> = { title: 8, heading: 4, formula: 1.5, code: 1, prose: 1 }

export function indexPassages(passages: readonly Passage[]): SearchIndex {
  const engine = new MiniSearch({
    fields: ['text'],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: termsAsked,
      prefix: takesPrefix,
      boostDocument: (id) => WEIGHT[passages[Number(id)]!.kind],
    },
  })
  engine.addAll(passages.map(({ text }, id) => ({ id, text })))
  return { passages, engine }
}

/** `[text, found]` pieces in order; joined they are the excerpt. */
export type Excerpt = { text: string; found: boolean }[]

export type Hit = Pick<Passage, 'kind' | 'anchor' | 'under'> & { excerpt: Excerpt }
/** A lesson with its name in the reader's language, as the interface shows it. */
export type Found = { lesson: string; title: string; stage: StageId; hits: Hit[] }

type LessonHits = { lesson: string; hits: Hit[] }

/** At most twenty lessons, best first, with their three best passages each. */
export function find(index: SearchIndex, query: string): LessonHits[] {
  const asked = termsAsked(query)
  if (asked.length === 0) return []
  const whole = index.engine.search(query, { combineWith: 'AND' })
  const results = whole.length > 0 ? whole : index.engine.search(query, { combineWith: 'OR' })
  const byLesson = new Map<string, Hit[]>()
  for (const { id } of results) {
    const passage = index.passages[Number(id)]!
    const hits = byLesson.get(passage.lesson) ?? []
    if (hits.length === 0 && byLesson.size >= 20) continue
    if (hits.length < 3 && !hits.some((hit) => isNear(hit, passage))) {
      const { kind, anchor, under, text } = passage
      hits.push({ kind, anchor, under, excerpt: excerptOf(text, asked) })
    }
    byLesson.set(passage.lesson, hits)
  }
  return [...byLesson].map(([lesson, hits]) => ({ lesson, hits }))
}

/** Two lines of one cell are one find. */
const isNear = (hit: Hit, { kind, anchor }: Passage) =>
  hit.anchor === anchor && hit.kind === kind && kind === 'code'

const LENGTH = 120

/** For each place of the text, whether a word asked for covers it; words may overlap, as pairs of Han do. */
function marks(text: string, asked: readonly string[]): boolean[] {
  const lower = text.toLowerCase()
  const marked = Array.from({ length: text.length }, () => false)
  // A letter whose small form is longer would shift all that follows; such a text is shown without marks.
  if (lower.length !== text.length) return marked
  for (const term of asked) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + 1)) {
      marked.fill(true, at, at + term.length)
    }
  }
  return marked
}

/** About 120 characters around the first place where the question is met. */
export function excerptOf(text: string, asked: readonly string[]): Excerpt {
  const marked = marks(text, asked)
  const first = Math.max(0, marked.indexOf(true))
  const start = first < LENGTH - 30 ? 0 : first - 30
  const end = Math.min(text.length, start + LENGTH)
  const pieces: Excerpt = []
  const add = (piece: string, found: boolean) => {
    const last = pieces.at(-1)
    if (last?.found === found) last.text += piece
    else pieces.push({ text: piece, found })
  }
  if (start > 0) add('…', false)
  for (let at = start; at < end; at++) add(text[at]!, marked[at] ?? false)
  if (end < text.length) add('…', false)
  return pieces
}
