import type { CellNames } from '@/lib/content/cell-names.server'
import { minute } from '@/lib/insights/dates'
import type { MenteeLesson, Stuck } from '@/lib/mentoring/mentees.server'
import { percent } from '@/lib/mentoring/queue'
import type { Words } from '@/lib/mentoring/words.server'

/** Where a mentee is in a lesson, in a sentence. */
export function standingText(
  lesson: MenteeLesson | undefined,
  title: (lesson: string) => string,
  cells: CellNames,
  words: Words,
): string {
  if (!lesson) return words('standing.none')
  const name = title(lesson.lesson)
  if (lesson.verifiedAt !== null) {
    return words('standing.verified', { lesson: name, score: percent(lesson.bestScore ?? 0) })
  }
  return lesson.lastCell === null
    ? words('standing.opened', { lesson: name })
    : words('standing.open', { lesson: name, cell: cells(lesson.lesson, lesson.lastCell) })
}

/** Where it hurts, since when, and what the error said. */
export function StuckNote({ stuck, cell, words }: { stuck: Stuck; cell: string; words: Words }) {
  return (
    <div className="border-l-2 border-caution pl-3">
      <p className="text-small text-caution">{words('stuck', { cell, since: minute(stuck.since) })}</p>
      <p className="mt-1 font-code text-small [overflow-wrap:anywhere]">
        <bdi>{stuck.error || words('noMessage')}</bdi>
      </p>
    </div>
  )
}
