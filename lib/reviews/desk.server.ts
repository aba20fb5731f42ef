import 'server-only'
import type { Locale } from '../curriculum/ids'
import type { Desk } from './desk'
import { diffLines } from './diff'
import { unpackOutput } from './packed-output'
import { fingerprint, type Rubric, spellCriteria } from './rubric'
import type { ReviewWork } from './work.server'

/** A project with its rubric, for the page of one mentor. */
export function deskOf(work: ReviewWork, rubric: Rubric, viewer: { id: string; locale: Locale }): Desk {
  const say = (words: Record<Locale, string>) => words[viewer.locale]
  const [before] = work.earlier
  const removed = before ? Object.keys(before.code).filter((id) => !Object.hasOwn(work.code, id)) : []
  return {
    viewer: viewer.id,
    learner: work.learner,
    submission: work.submission,
    queuedAt: work.queuedAt.toISOString(),
    card: rubric.card.map(({ id, title }) => ({
      id,
      title: say(title),
      text: work.project.card[id] ?? '',
      before: before?.card[id] ?? null,
    })),
    cells: [
      ...Object.entries(work.code).map(([id, source]) => ({
        id,
        source,
        outputs: (work.project.outputs[id] ?? []).flatMap((packed) => unpackOutput(packed) ?? []),
        diff: before && before.code[id] !== source ? diffLines(before.code[id] ?? '', source) : null,
      })),
      ...removed.map((id) => ({ id, source: '', outputs: [], diff: diffLines(before!.code[id]!, '') })),
    ],
    omitted: work.project.omitted,
    curve: work.curve,
    backend: work.backend,
    comments: work.comments.map((comment) => ({ ...comment, at: comment.at.toISOString() })),
    criteria: spellCriteria(rubric.criteria, viewer.locale),
    accept: rubric.accept,
    held: work.held && { ...work.held, since: work.held.since.toISOString() },
    decided: work.decided && {
      ...work.decided,
      at: work.decided.at.toISOString(),
      isOutdated: work.decided.rubric !== fingerprint(rubric),
    },
    earlier: work.earlier.map(({ submission, at, decision, summary }) => ({
      submission,
      at: at.toISOString(),
      decision,
      summary,
    })),
  }
}
