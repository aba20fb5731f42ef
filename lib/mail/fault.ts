/** Why a mail could not be handed over, and so whether it is worth another try. */
export const MAIL_FAULTS = [
  /** No server answered, or it answered nobody: every other mail would fail alike. */
  'away',
  /** The server asks to come again with this mail. */
  'later',
  /** The server will never take mail for this address. */
  'address',
  /** The server will never take this very mail. */
  'content',
] as const
export type MailFaultKind = (typeof MAIL_FAULTS)[number]

export class MailFault extends Error {
  readonly kind: MailFaultKind

  constructor(kind: MailFaultKind, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'MailFault'
    this.kind = kind
  }
}

/** What the client tells of a failure, as far as it matters here. */
type Said = { code?: unknown; command?: unknown; responseCode?: unknown }

/**
 * A permanent answer (5xx) to the recipient or the mail itself is final. One to the sender or to our credentials is a
 * setting that somebody will put right, and until then concerns all mail; so does everything that is no answer at all.
 */
export function mailFaultOf(error: unknown): MailFaultKind {
  const { code, command, responseCode } = (error ?? {}) as Said
  const answer = typeof responseCode === 'number' ? responseCode : undefined
  if (answer === 421) return 'away'
  // Without an answer: the client itself saw that this can be no address.
  if (code === 'EENVELOPE' && command === 'API') return 'address'
  if (answer === undefined || (code !== 'EENVELOPE' && code !== 'EMESSAGE')) return 'away'
  if (command === 'MAIL FROM') return answer < 500 ? 'later' : 'away'
  if (answer < 500 || answer === 503) return 'later'
  return command === 'RCPT TO' ? 'address' : 'content'
}
