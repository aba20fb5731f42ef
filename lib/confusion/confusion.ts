/**
 * Where a lesson confuses people, cell by cell: how many get through, after how many runs, and what errors they meet.
 * No names; what fewer than five people share is not told.
 */
import { SMALLEST_GROUP } from '../insights/suppression'

/** Something that happened in a lesson, of one of the people looked at. */
export type Happening = {
  learner: string
  /** A run of a cell, or a public check of a cell that passed. */
  type: 'ran' | 'passed'
  cell: string
  outcome: 'done' | 'failed' | 'stopped'
  /** `name: message` of a failed run. */
  error: string | null
  /** Milliseconds since 1970. */
  at: number
}

export type CellConfusion = {
  cell: string
  /** Who ran it. */
  people: number
  /** Null where fewer than five people ran it. */
  told: {
    /** 0 to 1: of those who ran it, whose check passed; of a cell without checks, whose run went well. */
    passing: number
    /** Runs up to the first success, of those who had one; null where nobody had. */
    medianRuns: number | null
    /** The most frequent first; each met by five people at least. */
    errors: { error: string; people: number }[]
  } | null
}

/** One kind of error whatever numbers and names stand in it: `Error: [n, n] and [n, n] differ`. */
export const kindOfError = (error: string): string =>
  error
    .replaceAll(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`/g, '…')
    .replaceAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi, 'n')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 160)

/** The middle value; of an even number of values the lower one, so that it is a number of runs somebody needed. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}

type Trial = { runs: number; success: number | null; errors: Set<string> }

/** One person at one cell, from happenings in the order of time. */
function tryOut(happenings: readonly Happening[], checked: boolean): Trial | null {
  const trial: Trial = { runs: 0, success: null, errors: new Set() }
  for (const { type, outcome, error } of happenings) {
    if (type === 'ran') trial.runs += 1
    if (type === 'ran' && outcome === 'failed' && error) trial.errors.add(kindOfError(error))
    const succeeded = checked ? type === 'passed' : type === 'ran' && outcome === 'done'
    if (succeeded) trial.success ??= Math.max(1, trial.runs)
  }
  return trial.runs === 0 ? null : trial
}

function describe(cell: string, trials: readonly Trial[]): CellConfusion {
  const people = trials.length
  if (people < SMALLEST_GROUP) return { cell, people, told: null }
  const needed = trials.flatMap(({ success }) => (success === null ? [] : [success]))
  const met = new Map<string, number>()
  for (const { errors } of trials) for (const error of errors) met.set(error, (met.get(error) ?? 0) + 1)
  const errors = [...met]
    .filter(([, count]) => count >= SMALLEST_GROUP)
    .map(([error, count]) => ({ error, people: count }))
    .toSorted((a, b) => b.people - a.people || (a.error < b.error ? -1 : 1))
    .slice(0, 5)
  return { cell, people, told: { passing: needed.length / people, medianRuns: median(needed), errors } }
}

/**
 * @param cells of the lesson, in the order of the page, and whether each has a public check
 * @param happenings in any order
 */
export function findConfusion(
  cells: readonly { id: string; checked: boolean }[],
  happenings: readonly Happening[],
): CellConfusion[] {
  const byPlace = new Map<string, Happening[]>()
  for (const happening of happenings) {
    const place = `${happening.cell} ${happening.learner}`
    byPlace.set(place, [...(byPlace.get(place) ?? []), happening])
  }
  const trials = new Map<string, Trial[]>(cells.map(({ id }) => [id, []]))
  const checked = new Map(cells.map((cell) => [cell.id, cell.checked]))
  for (const happened of byPlace.values()) {
    const { cell } = happened[0]!
    // A check follows the run it judges, also within a millisecond.
    const order = (one: Happening) => (one.type === 'ran' ? 0 : 1)
    const inOrder = happened.toSorted((a, b) => a.at - b.at || order(a) - order(b))
    const trial = tryOut(inOrder, checked.get(cell) ?? false)
    if (trial) trials.get(cell)?.push(trial)
  }
  return cells.map(({ id }) => describe(id, trials.get(id)!))
}
