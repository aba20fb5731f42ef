import { z } from 'zod'
import { MAIL_FAULTS, MailFault } from '../mail/fault'

/** Why a job has not been done, in a word that people can be told in theirs. */
export const JOB_FAULTS = [
  ...MAIL_FAULTS,
  /** This version does not know the kind of work, or what it is about. */
  'unknown',
  /** The process ended while at work, each time. */
  'lost',
  /** Anything else: what it was stands beside it. */
  'error',
] as const
export type JobFault = (typeof JOB_FAULTS)[number]

/** These stay as they are however often they are tried. */
const FINAL = new Set<JobFault>(['address', 'content', 'unknown'])

export function jobFaultOf(error: unknown): JobFault {
  if (error instanceof MailFault) return error.kind
  return error instanceof z.ZodError ? 'unknown' : 'error'
}

export const isFinal = (fault: JobFault): boolean => FINAL.has(fault)

/** What went wrong, without the addresses that mail servers like to repeat. */
export function describeFailure(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll(/[^\s<>"']+@[^\s<>"']+/g, '…').slice(0, 500)
}
