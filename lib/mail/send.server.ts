import 'server-only'
import nodemailer, { type Transporter } from 'nodemailer'
import { MailFault, mailFaultOf } from './fault'
import type { Smtp } from './smtp.server'

export type Mail = { to: { name: string; address: string }; subject: string; text: string }

export type Posting = {
  /**
   * The same whenever the same mail is sent once more. Between the server's last word and the note that it was sent a
   * process may die, and then nobody can know; by this id servers and programs for mail drop the second of two.
   */
  id: string
  /** Ends the attempt: another process is about to begin one. */
  signal?: AbortSignal | undefined
}

/** Milliseconds for the whole exchange to begin, and for each silence in it. */
const PATIENCE = 15_000
/** Milliseconds for which a connection waits for the next mail. */
const IDLE = 5_000

// One connection a process, used for one mail after the other.
type Open = { url: string; transport: Transporter }
const held = globalThis as typeof globalThis & { zhucaiMail?: Open }

function connection(url: string): Transporter {
  if (held.zhucaiMail?.url === url) return held.zhucaiMail.transport
  closeMail()
  const options = {
    url,
    pool: true,
    maxConnections: 1,
    idleTimeout: IDLE,
    // Only mails of which the server had not seen a byte are taken up again by the client itself.
    maxRequeues: 1,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // A mail is words and nothing else: no file and no address is read while it is put together.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const transport: Transporter = nodemailer.createTransport(options)
  held.zhucaiMail = { url, transport }
  return transport
}

/** Lets the connection go; the next mail opens another. */
export function closeMail(): void {
  held.zhucaiMail?.transport.close()
  delete held.zhucaiMail
}

/** Hands one mail to the server; throws a `MailFault` with what the server, or the way to it, said. Plain text only. */
export async function sendMail(server: Smtp, mail: Mail, { id, signal }: Posting): Promise<void> {
  const host = server.from
    .split('@')
    .at(-1)!
    .replaceAll(/[^\w.-]/g, '')
  const message = {
    from: server.from,
    ...mail,
    messageId: `<${id}@${host}>`,
    headers: {
      // No holiday notice, no ticket and no list answers this (RFC 3834, and what Exchange reads instead).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    ...(signal ? { signal } : {}),
  }
  try {
    await connection(server.url).sendMail(message)
  } catch (error) {
    throw new MailFault(mailFaultOf(error), error)
  }
}
