/** Computes lesson states from the stored log: what the recorder's running states must equal at any time. */
import type { ProgressEvent } from './events'
import { foldEvent, type LessonState } from './mastery'

/** A row of `progress_events`, as far as the fold needs it. */
export type LogRow = {
  id: string
  lesson: string
  type: string
  at: Date
  receivedAt: Date
  data: Record<string, unknown>
}

/** Lesson id → state. The rows were validated when they were written. */
export function refold(rows: readonly LogRow[]): Map<string, LessonState> {
  const states = new Map<string, LessonState>()
  for (const { id, lesson, type, at, receivedAt, data } of rows) {
    const event = { ...data, id, lesson, type } as ProgressEvent
    states.set(lesson, foldEvent(states.get(lesson) ?? null, { ...event, time: at, received: receivedAt }))
  }
  return states
}
