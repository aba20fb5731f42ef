/** What changed between two versions of a cell, line by line. Computed in the browser of who asks for it. */
import { diffArrays } from 'diff'

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** Lines exchanged at most; beyond, the whole text counts as exchanged. The work grows with its square. */
const MOST_CHANGES = 1000

/** Removed lines stand before the added ones of the same place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = before.split('\n')
  const b = after.split('\n')
  const changes = diffArrays(a, b, { maxEditLength: MOST_CHANGES }) ?? [
    { value: a, removed: true, added: false },
    { value: b, removed: false, added: true },
  ]
  return changes.flatMap(({ value, added, removed }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same'
    return value.map((text): DiffLine => ({ kind, text }))
  })
}

/** Unchanged lines left around a change. */
const CONTEXT = 3

export type DiffPart = { kind: 'lines'; lines: DiffLine[] } | { kind: 'folded'; lines: DiffLine[] }

/** Long runs of unchanged lines as one part that can be opened. */
export function foldSame(lines: readonly DiffLine[]): DiffPart[] {
  const parts: DiffPart[] = []
  const show = (more: DiffLine[]) => {
    const last = parts.at(-1)
    if (last?.kind === 'lines') last.lines.push(...more)
    else if (more.length > 0) parts.push({ kind: 'lines', lines: more })
  }
  for (let from = 0; from < lines.length;) {
    let to = from + 1
    while (to < lines.length && (lines[to]!.kind === 'same') === (lines[from]!.kind === 'same')) to += 1
    const run = lines.slice(from, to)
    const head = from === 0 ? 0 : CONTEXT
    const tail = to === lines.length ? 0 : CONTEXT
    if (run[0]!.kind !== 'same' || run.length <= head + tail + 1) show(run)
    else {
      show(run.slice(0, head))
      parts.push({ kind: 'folded', lines: run.slice(head, run.length - tail) })
      show(run.slice(run.length - tail))
    }
    from = to
  }
  return parts
}

export type DiffPage = { parts: { isFolded: boolean; lines: DiffLine[]; all: number }[]; waiting: number }

/** What a reader sees: folds that were not opened, and as many lines of the rest as were asked for. */
export function pageOf(parts: readonly DiffPart[], opened: ReadonlySet<number>, most: number): DiffPage {
  const page: DiffPage = { parts: [], waiting: 0 }
  let room = most
  for (const [index, part] of parts.entries()) {
    const isFolded = part.kind === 'folded' && !opened.has(index)
    const lines = isFolded ? [] : part.lines.slice(0, Math.max(0, room))
    room -= isFolded ? 1 : lines.length
    if (!isFolded) page.waiting += part.lines.length - lines.length
    page.parts.push({ isFolded, lines, all: part.lines.length })
  }
  return page
}
