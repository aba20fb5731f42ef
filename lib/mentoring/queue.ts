/** The order of a mentor's desk: who has waited longest for help first, then whoever was here last. */
import type { Mentee, MenteeLesson } from './mentees.server'

export type StuckMentee = {
  mentee: Mentee
  lesson: MenteeLesson & { stuck: NonNullable<MenteeLesson['stuck']> }
}
export type Desk = { stuck: StuckMentee[]; others: Mentee[] }

export function arrangeDesk(mentees: readonly Mentee[]): Desk {
  const stuck: StuckMentee[] = []
  const others: Mentee[] = []
  for (const mentee of mentees) {
    const waiting = mentee.lessons
      .filter((lesson): lesson is StuckMentee['lesson'] => lesson.stuck !== null)
      .toSorted((a, b) => a.stuck.since.getTime() - b.stuck.since.getTime())
    if (waiting[0]) stuck.push({ mentee, lesson: waiting[0] })
    else others.push(mentee)
  }
  const lastAt = (mentee: Mentee) => mentee.lessons[0]?.lastAt.getTime() ?? 0
  return {
    stuck: stuck.toSorted((a, b) => a.lesson.stuck.since.getTime() - b.lesson.stuck.since.getTime()),
    others: others.toSorted((a, b) => lastAt(b) - lastAt(a)),
  }
}

/** `97.42%` */
export function percent(score: number): string {
  return `${(score * 100).toFixed(2)}%`
}
