import 'server-only'
import type { Locale } from '../curriculum/ids'
import { CODE_ROOM, fitLines } from '../drawing/code'
import { countFitting, marksOf } from '../drawing/marks'
import type { Desk, DeskCell } from './desk'
import { keepOutputs } from './keep-outputs'
import { fingerprint, type Rubric, spellCriteria } from './rubric'
import type { QueueRow } from './queue.server'
import type { ReviewWork } from './work.server'

/** Marks of all outputs that the page is sent with. */
const OUTPUTS_ROOM = 20_000

/** The first cells take what they need, the last ones wait behind a button: the page's room is one for all. */
function shareRoom(cells: readonly Omit<DeskCell, 'room'>[]): DeskCell[] {
  let code = CODE_ROOM
  let marks = OUTPUTS_ROOM
  return cells.map((cell) => {
    const fitting = fitLines(cell.source, code)
    const drawn = cell.outputs.slice(0, countFitting(cell.outputs, marks, marksOf))
    const taken = drawn.reduce((sum, output) => sum + marksOf(output), 0)
    code -= fitting.marks
    marks -= taken
    return { ...cell, room: { lines: fitting.lines, marks: taken } }
  })
}

/** A project with its rubric, for the page of one mentor. */
export function deskOf(
  work: ReviewWork,
  rubric: Rubric,
  { locale, nameOf }: { locale: Locale; nameOf: (cell: string) => string },
  queue: readonly QueueRow[] = [],
): Desk {
  const next = queue.find((one) => one.submission !== work.submission && (!one.held || one.held.mine))
  const say = (words: Record<Locale, string>) => words[locale]
  const [before] = work.earlier
  const { shown, omitted } = keepOutputs(work.project.outputs)
  return {
    learner: work.learner,
    submission: work.submission,
    queuedAt: work.queuedAt.toISOString(),
    now: new Date().toISOString(),
    card: rubric.card.map(({ id, title }) => ({
      id,
      title: say(title),
      text: work.project.card[id] ?? '',
      before: before?.card[id] ?? null,
    })),
    cells: shareRoom([
      ...Object.entries(work.code).map(([id, source]) => ({
        id,
        name: nameOf(id),
        source,
        outputs: shown[id] ?? [],
        before: before && before.code[id] !== source ? (before.code[id] ?? '') : null,
      })),
      ...Object.entries(before?.code ?? {})
        .filter(([id]) => !Object.hasOwn(work.code, id))
        .map(([id, text]) => ({ id, name: nameOf(id), source: '', outputs: [], before: text })),
    ]),
    omitted: work.project.omitted + omitted,
    curve: work.curve,
    backend: work.backend,
    comments: work.comments.map((comment) => ({ ...comment, at: comment.at.toISOString() })),
    criteria: spellCriteria(rubric.criteria, locale),
    accept: rubric.accept,
    override: rubric.override,
    held: work.held && { ...work.held, since: work.held.since.toISOString() },
    decided: work.decided && {
      ...work.decided,
      at: work.decided.at.toISOString(),
      isOutdated: work.decided.rubric !== fingerprint(rubric),
    },
    reopenings: work.reopenings.map((one) => ({ ...one, at: one.at.toISOString() })),
    next: next ? { learner: next.learner, submission: next.submission } : null,
    earlier: work.earlier.map(({ submission, at, decision, summary }) => ({
      submission,
      at: at.toISOString(),
      decision,
      summary,
    })),
  }
}
