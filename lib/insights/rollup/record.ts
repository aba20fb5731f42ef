/** One trainee as the facts are made of: everything dated by Shanghai's days (`days.ts`). */
export type PersonRecord = {
  id: string
  number: string
  /** The department and all above it, itself first. */
  path: string[]
  cohort: string | null
  track: string
  mentor: string | null
  counted: boolean
  /** Has not accepted the invitation yet. */
  invited: boolean
  states: {
    lesson: string
    opened: number
    last: number
    verified: number | null
    /** At least five failed runs and the latest run failed. */
    failing: boolean
  }[]
  /** Days on which anything was done, with the proved minutes of them. */
  minutes: { lesson: string; day: number; minutes: number }[]
  /** Tries at a check until it was passed, or so far. */
  attempts: { lesson: string; check: string; tries: number; passed: boolean }[]
  reviews: { lesson: string; queued: number; decided: number | null; accepted: boolean }[]
  certificates: { stage: string; issued: number; revoked: boolean }[]
  /** What is asked with a due day, waivers left out and extensions taken in. */
  assigned: { subject: 'track' | 'lesson'; subjectId: string; due: number }[]
}
