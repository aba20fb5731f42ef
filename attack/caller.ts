/** Requests as an attacker makes them: every header chosen, no cookie jar, nothing followed, nothing retried. */
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'

export type Answer = {
  /** 0: no answer came; `text` says why. */
  status: number
  headers: http.IncomingHttpHeaders
  text: string
  /** From the first byte sent to the last received. */
  ms: number
}

export type More = {
  /** Sent as JSON; text is sent as it is. */
  body?: unknown
  headers?: Record<string, string | undefined>
  /** Milliseconds until it is given up. */
  patience?: number
  /** Of this machine: sites that listen on loopback see 127.0.0.2 as somebody else. */
  from?: string
}

/** Sends one request; a connection that breaks is an answer with status 0. */
export function send(origin: string, method: string, path: string, more: More = {}): Promise<Answer> {
  const { body, headers = {}, patience = 30_000, from } = more
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const url = new URL(origin)
  const client = url.protocol === 'https:' ? https : http
  const began = performance.now()
  return new Promise((resolve) => {
    const end = (status: number, given: http.IncomingHttpHeaders, said: string) =>
      resolve({ status, headers: given, text: said, ms: performance.now() - began })
    const request = client.request(
      {
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port || (url.protocol === 'https:' ? 443 : 80),
        method,
        path,
        agent: false,
        ...(from === undefined ? {} : { localAddress: from }),
        headers: {
          host: url.host,
          ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
          ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          end(response.statusCode ?? 0, response.headers, Buffer.concat(parts).toString()),
        )
        response.on('error', (error) => end(0, {}, `broken off: ${error.message}`))
      },
    )
    request.setTimeout(patience, () => request.destroy(new Error(`no answer within ${patience / 1000} s`)))
    request.on('error', (error) => end(0, {}, error.message))
    request.end(text)
  })
}

export const API = '/api/v1'

/** What a page of the site sends along with a change. */
export const ownHeaders = (origin: string): Record<string, string> => ({
  origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
})

export type Caller = {
  cookie: string | undefined
  /** Asks the API as a page of the site would; `path` is below /api/v1. */
  api(method: string, path: string, body?: unknown, more?: More): Promise<Answer>
  /** Opens an address. */
  get(path: string, more?: More): Promise<Answer>
}

/** @param from where it comes from, unless a request says otherwise */
export function callerOf(origin: string, cookie?: string, from?: string): Caller {
  const signed: Record<string, string> = cookie === undefined ? {} : { cookie }
  const place = from === undefined ? {} : { from }
  return {
    cookie,
    api: (method, path, body, { headers, ...more } = {}) =>
      send(origin, method, `${API}${path}`, {
        ...place,
        ...more,
        body,
        headers: {
          ...signed,
          ...(method === 'GET' ? {} : ownHeaders(origin)),
          ...(method === 'DELETE' ? { 'content-type': undefined } : {}),
          ...headers,
        },
      }),
    get: (path, { headers, ...more } = {}) =>
      send(origin, 'GET', path, {
        ...place,
        ...more,
        headers: { ...signed, 'accept-language': 'zh-CN', ...headers },
      }),
  }
}

/** The JSON of an answer; nothing where it is none. */
export function jsonOf<T = Record<string, unknown>>({ text }: Answer): T {
  try {
    return JSON.parse(text) as T
  } catch {
    return {} as T
  }
}

/** `name=value` pairs of an answer's cookies, as a browser would send them back. */
export const cookiesOf = ({ headers }: Answer): string =>
  (headers['set-cookie'] ?? []).map((text) => text.split(';')[0]!).join('; ')

export type Line = { socket: net.Socket; heard(): string }

/** Opens a connection and writes exactly this on it. */
export function dial(origin: string, text: string): Promise<Line> {
  const url = new URL(origin)
  const isSecure = url.protocol === 'https:'
  const place = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isSecure ? 443 : 80)),
  }
  let said = ''
  return new Promise((resolve, reject) => {
    const begin = () => {
      socket.write(text)
      resolve({ socket, heard: () => said })
    }
    const socket: net.Socket = isSecure
      ? tls.connect({ ...place, servername: url.hostname }, begin)
      : net.connect(place, begin)
    socket.on('data', (part: Buffer) => (said += part.toString('latin1')))
    socket.on('error', reject)
  })
}

/** What comes back on one connection on which exactly this was written. */
export async function utter(origin: string, text: string, ms = 2_000): Promise<string> {
  const line = await dial(origin, text).catch(() => undefined)
  if (!line) return ''
  await new Promise<void>((resolve) => {
    line.socket.once('close', () => resolve())
    setTimeout(resolve, ms)
  })
  line.socket.destroy()
  return line.heard()
}
