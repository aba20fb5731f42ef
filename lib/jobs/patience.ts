/** How long each kind of work is tried, and beside which other work it stands in line. */
import type { JobKind } from './kinds'

/** Work of one lane is done one after the other, and never waits for another lane's: a mail server may be slow. */
export const LANES = ['work', 'mail'] as const
export type Lane = (typeof LANES)[number]

export type Patience = {
  lane: Lane
  /** Times it is tried before it is given up. */
  attempts: number
  /** Seconds between two tries at most. */
  longestPause: number
}

const HOUR = 3600
const DAY = 24 * HOUR

/** Seconds to wait after the given number of failures: 15, 45, 135 … up to the longest pause. */
export const pauseAfter = (failures: number, longest: number = 6 * HOUR): number =>
  Math.min(15 * 3 ** (failures - 1), longest)

/** So many tries that the last one comes no earlier than after these seconds. */
function attemptsWithin(seconds: number, longestPause: number): number {
  let attempts = 1
  for (let passed = 0; passed < seconds; attempts++) passed += pauseAfter(attempts, longestPause)
  return attempts
}

/** Times other work is tried before it is given up. */
export const MAX_ATTEMPTS = 8

const WORK: Patience = { lane: 'work', attempts: MAX_ATTEMPTS, longestPause: 6 * HOUR }
/** A server that is away over a weekend loses no mail, and one that is back is asked within the hour. */
const mailFor = (seconds: number): Patience => ({
  lane: 'mail',
  attempts: attemptsWithin(seconds, HOUR),
  longestPause: HOUR,
})

export const PATIENCE: Record<JobKind, Patience> = {
  'notification.mail': mailFor(3 * DAY),
  'invitation.mail': mailFor(3 * DAY),
  // Whoever asked for a link and got none has asked again, or somebody else, by then.
  'recovery.mail': mailFor(DAY),
  'assignment.announce': WORK,
  'assignment.remind': WORK,
  cleanup: WORK,
}

/** Of any kind, also one that this version does not know. */
export const patienceOf = (kind: string): Patience =>
  Object.hasOwn(PATIENCE, kind) ? PATIENCE[kind as JobKind] : WORK

/** Kinds whose lane this is; what no version of ours knows is given up among the rest of the work. */
export const kindsIn = (lane: Lane): JobKind[] =>
  (Object.keys(PATIENCE) as JobKind[]).filter((kind) => PATIENCE[kind].lane === lane)
