/**
 * When a minute of work counts: the server was told of it within ten minutes. What comes later, from a page that was
 * offline or from a script, is in the log, but nobody saw when it was made. So a person can never have more minutes
 * than the clock had since the first one, and no day more than it has. The roll-up of learning days holds minutes to
 * the same rule (`insight_count_minutes` in the database); `minutes.test.ts` compares the two.
 */
export const TOLD_WITHIN = 10 * 60_000

export const minuteCounts = (at: Date, received: Date): boolean =>
  received.getTime() - at.getTime() <= TOLD_WITHIN
