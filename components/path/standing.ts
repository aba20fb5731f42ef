import type { Lesson } from '@/lib/curriculum/lesson'
import { STAGES, type StageId } from '@/lib/curriculum/ids'

export type LessonProgress = {
  lesson: string
  lastAt: Date
  lastCell: string | null
  lastCellAt: Date | null
  runs: number
  activeMinutes: number
  verifiedAt: Date | null
  bestScore: number | null
}

export type Standing = 'new' | 'open' | 'verified'
export type PathEntry = { lesson: Lesson; progress: LessonProgress | null; standing: Standing }
export type PathStage = { id: StageId; entries: PathEntry[] }

export function standingOf(progress: LessonProgress | null): Standing {
  if (progress === null) return 'new'
  return progress.verifiedAt === null ? 'open' : 'verified'
}

/** The lessons in their stages, each with how far this person is. */
export function pathOf(lessons: readonly Lesson[], progress: readonly LessonProgress[]): PathStage[] {
  const byLesson = new Map(progress.map((row) => [row.lesson, row]))
  return STAGES.map((id) => ({
    id,
    entries: lessons
      .filter((lesson) => lesson.stage === id)
      .map((lesson) => {
        const row = byLesson.get(lesson.id) ?? null
        return { lesson, progress: row, standing: standingOf(row) }
      }),
  }))
}

/** What to open next: the unfinished lesson touched last, else the first untouched one, else nothing. */
export function nextEntry(path: readonly PathStage[]): PathEntry | null {
  const entries = path.flatMap((stage) => stage.entries)
  const open = entries
    .filter((entry) => entry.standing === 'open')
    .sort((a, b) => (b.progress?.lastAt.getTime() ?? 0) - (a.progress?.lastAt.getTime() ?? 0))
  return open[0] ?? entries.find((entry) => entry.standing === 'new') ?? null
}
