import net from 'node:net'
import type { AddressInfo } from 'node:net'

export type MailServer = {
  url: string
  port: number
  /** How many there have been. */
  connections: number
  /** Each mail as it came over the wire, headers and all. */
  received: { to: string[]; raw: string }[]
  /** Answers the next recipient with this code instead of taking it. */
  refuseNext: (code: number) => void
  close(): Promise<void>
}

/**
 * An SMTP server (RFC 5321) that takes what it is given and keeps it: the least that a real client accepts.
 * @param wanted the port of one that was there before
 */
export async function startMailServer(wanted = 0): Promise<MailServer> {
  const received: MailServer['received'] = []
  const sockets = new Set<net.Socket>()
  let refusal: number | undefined
  const server = net.createServer((socket) => {
    made.connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    const say = (line: string) => socket.write(`${line}\r\n`)
    let rest = ''
    let to: string[] = []
    let isMail = false
    say('220 mail.test ESMTP')
    const command = (line: string) => {
      const word = line.slice(0, 4).toUpperCase()
      if (word === 'RCPT' && refusal !== undefined) {
        say(`${refusal} not taken: ${line.slice(8)}`)
        refusal = undefined
      } else if (word === 'DATA') {
        isMail = true
        say('354 go on')
      } else if (word === 'QUIT') {
        say('221 bye')
        socket.end()
      } else {
        if (word === 'RCPT') to.push(/<(.*)>/.exec(line)?.[1] ?? '')
        say(word === 'EHLO' ? '250 mail.test' : '250 ok')
      }
    }
    socket.on('data', (data) => {
      rest += data.toString('utf8')
      for (;;) {
        const end = isMail ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n')
        if (end < 0) return
        const piece = rest.slice(0, end)
        rest = rest.slice(end + (isMail ? 5 : 2))
        if (!isMail) command(piece)
        else {
          received.push({ to, raw: piece })
          to = []
          isMail = false
          say('250 kept')
        }
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const made: MailServer = {
    port,
    connections: 0,
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuseNext: (code) => (refusal = code),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return made
}

/** Its text as people read it: the body of a mail sent as quoted-printable or base64. */
export function readMail(raw: string): { subject: string; text: string } {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, ' ')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? ''
  const encoded = body.join('\r\n\r\n')
  const text = /base64/i.test(header('Content-Transfer-Encoding'))
    ? Buffer.from(encoded, 'base64').toString()
    : /quoted/i.test(header('Content-Transfer-Encoding'))
      ? quoted(encoded.replaceAll('=\r\n', ''))
      : encoded
  const subject = header('Subject').replaceAll(
    /=\?utf-8\?([bq])\?(.*?)\?=\s*/gi,
    (_, how: string, word: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString() : quoted(word.replaceAll('_', ' ')),
  )
  return { subject, text }
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
