/** Decides about one event of a batch before the database is asked: is it one, does it name real parts, when was it. */
import { ProgressEvent } from './events'
import type { Folded } from './mastery'
import { storable } from './storable'

const DAY = 86_400_000
/** An outbox may wait this long; older events are counted, but as if they were this old. */
export const OLDEST = 30 * DAY
/** A clock this much ahead is ordinary and not worth a flag. */
const TOLERANCE = 5 * 60_000

/** Which parts a lesson has, as far as events may name them. */
export type Parts = { id: string; cells: ReadonlySet<string>; publicChecks: ReadonlySet<string> }

export type Clamped = 'future' | 'past'
export type Admitted = {
  kind: 'admitted'
  /** With the lesson's present id, and text that the database can hold. */
  event: Folded
  /** The event as parsed: a repetition is compared with this. */
  sent: ProgressEvent
  /** Set when the browser's clock was clearly wrong or the event very old. */
  clamped?: Clamped
}
export type Refused = { kind: 'refused'; id: string; reason: string }

/** The client's time held between a month ago and now. */
export function clampTime(at: Date, now: Date): { time: Date; clamped?: Clamped } {
  const late = at.getTime() - now.getTime()
  if (late > 0) return late > TOLERANCE ? { time: now, clamped: 'future' } : { time: now }
  return late < -OLDEST ? { time: new Date(now.getTime() - OLDEST), clamped: 'past' } : { time: at }
}

function idOf(raw: unknown, position: number): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined
  return typeof id === 'string' && id.length <= 64 ? id : `#${position}`
}

function unknownPart(event: ProgressEvent, parts: Parts): string | undefined {
  switch (event.type) {
    case 'cell.ran':
    case 'training.finished':
      return parts.cells.has(event.cell) ? undefined : 'unknown-cell'
    case 'check.passed':
      return parts.publicChecks.has(event.check) ? undefined : 'unknown-check'
    case 'lesson.opened':
    case 'lesson.active':
      return undefined
    default:
      return event satisfies never
  }
}

/** @param position index in the batch: names an event that has no usable id as `#3` */
export async function admit(
  raw: unknown,
  position: number,
  find: (lesson: string) => Promise<Parts | undefined>,
  now: Date,
): Promise<Admitted | Refused> {
  const refuse = (reason: string): Refused => ({ kind: 'refused', id: idOf(raw, position), reason })
  const parsed = ProgressEvent.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse(`malformed: ${issue?.path.join('.') || 'event'}: ${issue?.message ?? ''}`.slice(0, 200))
  }
  const sent = parsed.data
  const at = new Date(sent.at)
  if (Number.isNaN(at.getTime())) return refuse('malformed: at: not a date')
  const parts = await find(sent.lesson)
  if (!parts) return refuse('unknown-lesson')
  const unknown = unknownPart(sent, parts)
  if (unknown) return refuse(unknown)
  const { time, clamped } = clampTime(at, now)
  // Everything but messages and names of curves is held to letters, digits and hyphens by its schema.
  const isFree = 'error' in sent || 'curve' in sent
  const event = {
    ...(isFree ? storable(sent) : sent),
    id: sent.id.toLowerCase(),
    lesson: parts.id,
    time,
    received: now,
  }
  return { kind: 'admitted', event, sent, ...(clamped && { clamped }) }
}
