import 'server-only'
import { findLesson, lessons } from '../content/source.server'
import { catalog } from '../curriculum/catalog.server'

export type Subject = 'track' | 'lesson'

/** What can be given to somebody to do. */
export type SubjectText = {
  subject: Subject
  id: string
  title: { zh: string; en: string }
  /** Installed lessons that have to be verified. */
  lessons: string[]
}

/** One track or lesson; undefined for an id that is not, or no longer, there. */
export function findSubject(subject: Subject, id: string): SubjectText | undefined {
  if (subject === 'lesson') {
    const lesson = findLesson(id)
    if (!lesson) return undefined
    const title = { zh: lesson.text.zh.title, en: lesson.text.en.title }
    return { subject, id: lesson.id, title, lessons: [lesson.id] }
  }
  const track = catalog().tracks.find((one) => one.id === id)
  if (!track) return undefined
  // Lessons of a track that are not written yet ask nothing of anybody.
  const installed = track.lessons.flatMap((lesson) => findLesson(lesson)?.id ?? [])
  return { subject, id, title: track.title, lessons: [...new Set(installed)] }
}

/** Everything that can be assigned: tracks first, then lessons in their order. */
export function allSubjects(): SubjectText[] {
  const found = [
    ...catalog().tracks.map(({ id }) => findSubject('track', id)),
    ...lessons().map(({ id }) => findSubject('lesson', id)),
  ]
  return found.filter((one) => one !== undefined)
}
