import 'server-only'
import nodemailer from 'nodemailer'
import type { Smtp } from './smtp.server'

export type Mail = { to: { name: string; address: string }; subject: string; text: string }

/** Milliseconds for the whole exchange to begin, and for each silence in it. */
const PATIENCE = 15_000

/** Hands one mail to the server; throws what the server, or the way to it, said. Plain text only. */
export async function sendMail(server: Smtp, mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport({
    url: server.url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // A mail is words and nothing else: no file and no address is read while it is put together.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ from: server.from, ...mail })
  } finally {
    transport.close()
  }
}
