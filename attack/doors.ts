/** The doors: what comes before anybody is known. Connections that never end, messages that are two, other sites. */
import { type Attack, findings } from './attack'
import { API, type Caller, dial, jsonOf, type Line, ownHeaders, send, utter } from './caller'
import type { OwnSite } from './target'
import { pause } from './target'
import { addressOf, type Route, routesOf, sampleOf } from './surface'

/** A request whose body has one byte of a thousand. */
const half = (origin: string, method: string, path: string, cookie = ''): string =>
  `${method} ${API}${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nOrigin: ${origin}\r\n${cookie}` +
  'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'

async function holdOpen(origin: string, requests: readonly string[]): Promise<Line[]> {
  const lines: Line[] = []
  for (const text of requests) {
    const line = await dial(origin, text).catch(() => undefined)
    if (line) lines.push(line)
  }
  return lines
}
const letGo = (lines: readonly Line[]): void => lines.forEach(({ socket }) => socket.destroy())

/** Sign-in, the API and pages for people who have nothing to do with it, while something goes on. */
async function othersAreServed(site: OwnSite, person: Caller & { email: string; password: string }) {
  const found = findings()
  const { email, password } = person
  const asked = [
    [
      'sign-in',
      () =>
        send(site.origin, 'POST', `${API}/session`, {
          body: { email, password },
          headers: ownHeaders(site.origin),
          from: '127.0.0.3',
          patience: SERVED,
        }),
    ],
    ['the API', () => person.api('GET', '/me/path', undefined, { patience: SERVED })],
    ['a write', () => person.api('PUT', '/me/preferences', { locale: 'zh' }, { patience: SERVED })],
    ['a page', () => person.get('/learn', { patience: SERVED })],
  ] as const
  for (const [what, ask] of asked) {
    const answer = await ask()
    found.expect(
      answer.status === 200,
      `${what} answered ${answer.status} ${answer.status === 0 ? answer.text : ''}`.trim(),
    )
  }
  return found.outcome()
}
/** Milliseconds: long for a busy machine, short beside the minutes that an outage lasted. */
const SERVED = 15_000

const withBody = (routes: readonly Route[]) => routes.filter(({ body }) => body !== undefined)

const halfBodies: Attack = {
  id: 'B2',
  name: 'three hundred strangers with half bodies, at every route that takes one',
  on: 'own',
  seconds: 90,
  async run(site) {
    const person = await site.someone('trainee')
    const routes = withBody(await routesOf(site.stranger))
    const requests = Array.from({ length: 300 }, (_, index) => {
      const route = routes[index % routes.length]!
      return half(site.origin, route.method, addressOf(route))
    })
    const lines = await holdOpen(site.origin, requests)
    try {
      return await othersAreServed(site, person)
    } finally {
      letGo(lines)
    }
  },
}

const halfImports: Attack = {
  id: 'B2',
  name: '260 half imports of people, by a stranger',
  on: 'own',
  seconds: 60,
  async run(site) {
    const person = await site.someone('trainee')
    const lines = await holdOpen(
      site.origin,
      Array.from({ length: 260 }, () => half(site.origin, 'POST', '/people/import')),
    )
    try {
      return await othersAreServed(site, person)
    } finally {
      letGo(lines)
    }
  },
}

const halfBodiesOfOne: Attack = {
  id: 'B2',
  name: 'one trainee holds three hundred half bodies of their own',
  on: 'own',
  seconds: 90,
  async run(site) {
    const [attacker, person] = [await site.someone('trainee'), await site.someone('trainee')]
    const routes = withBody(await routesOf(site.stranger)).filter(
      ({ path }) => /^\/(progress|lessons|me)\b/.test(path) && !path.includes('password'),
    )
    const requests = Array.from({ length: 300 }, (_, index) => {
      const route = routes[index % routes.length]!
      return half(site.origin, route.method, addressOf(route), `Cookie: ${attacker.cookie}\r\n`)
    })
    const lines = await holdOpen(site.origin, requests)
    try {
      return await othersAreServed(site, person)
    } finally {
      letGo(lines)
    }
  },
}

const halfHeaders: Attack = {
  id: 'H17',
  name: 'eight hundred connections that never finish their headers',
  on: 'own',
  seconds: 90,
  async run(site) {
    const person = await site.someone('trainee')
    const lines = await holdOpen(
      site.origin,
      Array.from({ length: 800 }, () => `GET /learn HTTP/1.1\r\nHost: ${new URL(site.origin).host}\r\nX-A: `),
    )
    try {
      return await othersAreServed(site, person)
    } finally {
      letGo(lines)
    }
  },
}

/** Each is one message to us and might be two to a proxy in front, or the other way round. */
const smuggled = (host: string): Record<string, string> => {
  const second = `GET /api/health/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`
  const head = `POST ${API}/session HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/json\r\n`
  const chunk = `0\r\n\r\n${second}`
  return {
    'length and chunks': `${head}Content-Length: ${chunk.length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
    'two lengths': `${head}Content-Length: 2\r\nContent-Length: 200\r\n\r\n{}${second}`,
    'a list of lengths': `${head}Content-Length: 2, 200\r\n\r\n{}${second}`,
    'a signed length': `${head}Content-Length: +2\r\n\r\n{}${second}`,
    'chunks, misspelt': `${head}Transfer-Encoding: xchunked\r\n\r\n${chunk}`,
    'chunks, twice': `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${chunk}`,
    'a blank before the colon': `${head}Content-Length : 2\r\n\r\n{}${second}`,
    'a folded header': `${head}X-A: b\r\n Content-Length: 2\r\n\r\n{}${second}`,
    'bare line feeds': `${head.replaceAll('\r\n', '\n')}Content-Length: 2\n\n{}${second}`,
    'a line end in the path': `GET /api/health/live%0d%0aX-A:%20b HTTP/1.1\r\nHost: ${host}\r\nX-B: a\rX-C: b\r\n\r\n`,
    'no host': `GET /api/health/live HTTP/1.1\r\n\r\n`,
    'two hosts': `GET /api/health/live HTTP/1.1\r\nHost: ${host}\r\nHost: elsewhere.example\r\n\r\n`,
  }
}

const smuggling: Attack = {
  id: 'H17',
  name: 'messages that are one to us and two to a proxy',
  on: 'any',
  seconds: 60,
  async run({ origin }) {
    const found = findings()
    const cases = Object.entries(smuggled(new URL(origin).host))
    const said = await Promise.all(cases.map(([, text]) => utter(origin, text, 3_000)))
    cases.forEach(([name], index) => {
      const answers = [...said[index]!.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
      // Dropped without a word is an answer, too; a second message that was taken for one is not.
      found.expect(
        answers.every((status) => Number(status) >= 400) && answers.length <= 1,
        `${name}: ${answers.join(', ')}`,
      )
    })
    return found.outcome()
  },
}

/** What a page of another site, or a form of it, can make a browser send. */
const foreign = (origin: string): [string, Record<string, string | undefined>][] => {
  const { protocol, hostname, port } = new URL(origin)
  const other = (change: Partial<URL>) => Object.assign(new URL(origin), change).origin
  const own = ownHeaders(origin)
  const from = (said: string | undefined): Record<string, string | undefined> => ({ ...own, origin: said })
  return [
    ['no origin', from(undefined)],
    ['origin null', from('null')],
    ['an empty origin', from('')],
    ['another site', from('https://evil.example')],
    ['our name as a part of theirs', from(`${protocol}//${hostname}.evil.example${port ? `:${port}` : ''}`)],
    ['our name before an at', from(`${protocol}//${hostname}@evil.example`)],
    ['another port', from(other({ port: String(Number(port || 80) + 1) }))],
    ['another scheme', from(other({ protocol: protocol === 'http:' ? 'https:' : 'http:' }))],
    ['two origins', from(`${origin} ${origin}`)],
    ['origin with a path', from(`${origin}/`)],
    ['cross-site, as the browser says', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['same-site, as the browser says', { ...own, 'sec-fetch-site': 'same-site' }],
    ['a form', { ...own, 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { ...own, 'content-type': 'multipart/form-data; boundary=a' }],
    ['plain text', { ...own, 'content-type': 'text/plain' }],
    ['another charset', { ...own, 'content-type': 'application/json; charset=utf-7' }],
    ['packed', { ...own, 'content-encoding': 'gzip' }],
  ]
}

const otherSites: Attack = {
  id: 'H3',
  name: 'every route that writes, called from another site with an administrator’s cookie',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const writing = (await routesOf(site.stranger)).filter(({ method }) => method !== 'GET')
    for (const route of writing) {
      const body = sampleOf(route)
      const answers = await Promise.all(
        foreign(site.origin)
          // Nothing is sent with DELETE, so nothing can be sent in the wrong form.
          .filter(([, headers]) => body !== undefined || headers['content-type'] === 'application/json')
          .map(async ([name, headers]) => {
            const given = body === undefined ? { ...headers, 'content-type': undefined } : headers
            return [name, await admin.api(route.method, addressOf(route), body, { headers: given })] as const
          }),
      )
      for (const [name, { status }] of answers)
        found.expect(status === 403 || status === 415, `${route.method} ${route.path}, ${name}: ${status}`)
    }
    // A method in a header or in the address is none.
    for (const [path, headers] of [
      ['/me/sessions', { 'x-http-method-override': 'DELETE' }],
      ['/me/sessions?_method=DELETE', {}],
    ] as const)
      await admin.api('GET', path, undefined, { headers })
    found.expect((await admin.api('GET', '/me/path')).status === 200, 'a GET ended the session')
    return found.outcome()
  },
}

const otherSitesLive: Attack = {
  id: 'H3',
  name: 'a preference, changed from another site',
  on: 'any',
  async run(target) {
    const found = findings()
    const person = await target.as('trainee')
    for (const [name, headers] of foreign(target.origin)) {
      const { status } = await person.api('PUT', '/me/preferences', {}, { headers })
      found.expect(status === 403 || status === 415, `${name}: ${status}`)
    }
    return found.outcome()
  },
}

const manyConnections: Attack = {
  id: 'B10',
  name: 'one person opens a lesson on twenty connections; another reads meanwhile',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const [attacker, reader] = [await site.someone('trainee'), await site.someone('trainee')]
    const read = () => reader.get('/learn/mnist-mlp', { patience: 60_000 })
    await read()
    const alone = Math.min((await read()).ms, (await read()).ms)
    const over = new AbortController()
    const busy = Array.from({ length: 20 }, async () => {
      while (!over.signal.aborted) await attacker.get('/learn/mnist-mlp', { patience: 60_000 })
    })
    await pause(500)
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      const answer = await read()
      found.expect(
        answer.status === 200,
        `the other reader’s page answered ${answer.status} ${answer.text.slice(0, 60)}`,
      )
      times.push(answer.ms)
    }
    over.abort()
    await Promise.all(busy)
    const median = times.toSorted((a, b) => a - b)[2]!
    // Two of theirs are drawn at a time, and one more may have begun.
    found.expect(
      median < 8 * alone + 1_000,
      `the other reader’s page took ${Math.round(median)} ms, alone ${Math.round(alone)} ms`,
    )
    return found.outcome()
  },
}

const crowd: Attack = {
  id: 'B10',
  name: 'two hundred readers on connections that pause for six seconds',
  on: 'own',
  seconds: 150,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const { Agent, request } = await import('node:http')
    const agent = new Agent({ keepAlive: true, maxSockets: 200 })
    const once = () =>
      new Promise<string>((resolve) => {
        const asked = request(
          `${site.origin}/api/health/live`,
          { agent, headers: { cookie: person.cookie! } },
          (answer) => {
            answer.resume()
            answer.on('end', () => resolve(String(answer.statusCode)))
            answer.on('error', (error) => resolve(error.message))
          },
        )
        asked.on('error', (error) => resolve(error.message))
        asked.end()
      })
    try {
      for (let round = 0; round < 3; round++) {
        const ends = await Promise.all(Array.from({ length: 200 }, once))
        const bad = ends.filter((end) => end !== '200')
        found.expect(
          bad.length === 0,
          `round ${round + 1}: ${bad.length} of 200 ended with ${[...new Set(bad)].join(', ')}`,
        )
        // Longer than a server's usual patience with a quiet connection.
        if (round < 2) await pause(6_000)
      }
    } finally {
      agent.destroy()
    }
    return found.outcome()
  },
}

const deepBodies: Attack = {
  id: 'H17',
  name: 'bodies too deep, too wide and too long',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const bodies: Record<string, string> = {
      'ten thousand deep': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      'a million numbers': `[${'1,'.repeat(20_000)}1]`,
      'five megabytes': `{"locale":"${'x'.repeat(5_000_000)}"}`,
      'half a pair of surrogates': '{"locale":"\\ud800"}',
      'a NUL': '{"locale":"\\u0000"}',
      'not UTF-8': '{"locale":"\u00ff\u00fe"}',
      nothing: '',
    }
    for (const [name, body] of Object.entries(bodies)) {
      const answer = await person.api('PUT', '/me/preferences', body)
      // Whoever is told enough may be cut off in the middle of the rest.
      const refused = answer.status >= 400 && answer.status < 500
      found.expect(refused || /EPIPE|ECONNRESET|broken off/.test(answer.text), `${name}: ${answer.status}`)
    }
    found.expect((await person.api('GET', '/me/path')).status === 200, 'the site did not answer afterwards')
    found.expect(
      jsonOf(await person.api('GET', '/me/sessions'))['sessions'] !== undefined,
      'no sessions told',
    )
    return found.outcome()
  },
}

export const doors: Attack[] = [
  halfImports,
  halfBodies,
  halfBodiesOfOne,
  halfHeaders,
  deepBodies,
  smuggling,
  otherSites,
  otherSitesLive,
  manyConnections,
  crowd,
]
