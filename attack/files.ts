/** Files and headers: what every answer has to say, and what no address may give out. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Attack, findings } from './attack'
import { API, utter } from './caller'

const root = join(import.meta.dirname, '..')

/** One file of each kind that is served as a file. */
function served(): string[] {
  const first = (folder: string, ending: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).find((file) =>
      file.endsWith(ending),
    )
  const at = (folder: string, address: string, ending: string) => {
    const file = first(folder, ending)
    return file === undefined ? [] : [`${address}/${file}`]
  }
  return [
    ...at('public/kernel', '/kernel', '.js'),
    ...at('public/kernel', '/kernel', '.wasm'),
    ...at('public/data', '/data', '.gz'),
    ...at('public/editor', '/editor', '.js'),
    ...at('public/editor', '/editor', '.css'),
    ...at('.next/static', '/_next/static', '.js'),
    ...at('.next/static', '/_next/static', '.css'),
    ...at('.next/static', '/_next/static', '.woff2'),
    '/icon.svg',
  ]
}

const headers: Attack = {
  id: 'B30',
  name: 'headers of files, of pages, of refusals and of what is not there',
  on: 'any',
  seconds: 60,
  async run(target) {
    const found = findings()
    const files = served()
    found.expect(files.length >= 6, `only ${files.length} kinds of files were found`)
    const others = [
      '/',
      '/sign-in',
      '/learn',
      '/nothing-here',
      '/_next/static/nothing.js',
      '/kernel/nothing',
      '/sandbox/frame',
      `${API}/me/path`,
      `${API}/nothing`,
      '/api/health/live',
      '/people?q=%00',
      '/_next/image?url=%2Faudit&w=64&q=75',
      `${API}/openapi.json`,
    ]
    for (const path of [...files, ...others]) {
      const { headers: said, status } = await target.stranger.get(path)
      found.expect(status > 0 && status < 500, `${path}: ${status}`)
      found.expect(said['x-content-type-options'] === 'nosniff', `${path} without nosniff`)
      found.expect(said['content-security-policy'] !== undefined, `${path} without a policy`)
      found.expect(said['referrer-policy'] !== undefined, `${path} without a referrer policy`)
      found.expect(
        said['cross-origin-resource-policy'] === 'same-origin' || path === '/sandbox/frame',
        `${path} may be had by other sites`,
      )
      found.expect(
        said['x-powered-by'] === undefined && said['server'] === undefined,
        `${path} tells what serves it`,
      )
      if (target.origin.startsWith('https:'))
        found.expect(
          said['strict-transport-security'] !== undefined,
          `${path} may be asked for without https`,
        )
      found.expect(said['access-control-allow-origin'] === undefined, `${path} is open to other origins`)
    }
    return found.outcome()
  },
}

const frames: Attack = {
  id: 'B30',
  name: 'pages in frames of others, and the frame of cells out of its place',
  on: 'any',
  async run(target) {
    const found = findings()
    const person = await target.as('trainee')
    for (const path of ['/learn', '/account', '/learn/mnist-mlp']) {
      const policy = String((await person.get(path)).headers['content-security-policy'])
      found.expect(policy.includes("frame-ancestors 'none'"), `${path} may be framed`)
      found.expect(!/script-src[^;]*'unsafe-inline'/.test(policy), `${path} runs scripts that stand in it`)
      found.expect(!policy.includes('evil.example'), `${path} says a foreign host in its policy`)
    }
    const spoofed = await person.get('/learn', {
      headers: { host: 'evil.example', 'content-security-policy': 'default-src *' },
    })
    found.expect(
      !/evil\.example|default-src \*/.test(String(spoofed.headers['content-security-policy'])),
      'a request chooses the policy of its page',
    )
    const frame = String((await target.stranger.get('/sandbox/frame')).headers['content-security-policy'])
    for (const part of [
      'sandbox allow-scripts',
      "default-src 'none'",
      "connect-src 'none'",
      "frame-ancestors 'self'",
    ])
      found.expect(frame.includes(part), `the frame’s policy lacks ${part}`)
    return found.outcome()
  },
}

const ways = [
  '../package.json',
  '..%2fpackage.json',
  '..%252fpackage.json',
  '%2e%2e/package.json',
  '..\\package.json',
  '..%5cpackage.json',
  '....//package.json',
  '%c0%ae%c0%ae/package.json',
  '..;/package.json',
  '../.data/secrets.json',
  '../../../../../../etc/passwd',
  '..%00/package.json',
]

const traversal: Attack = {
  id: 'N3',
  name: 'files outside the folders that are served',
  on: 'any',
  seconds: 60,
  async run(target) {
    const found = findings()
    const host = new URL(target.origin).host
    const cases = ['/kernel/', '/data/', '/editor/', '/_next/static/', '/_next/', '/'].flatMap((folder) =>
      ways.map((way) => `${folder}${way}`),
    )
    for (const path of [
      ...cases,
      '/package.json',
      '/.env',
      '/.git/config',
      '/.next/BUILD_ID',
      '/dist/hidden/mnist/labels.bin',
      '/dist/content/secrets/losses.json',
      '/_next/static/chunks/../../server/app-paths-manifest.json',
      '/server.js',
      '/web.mjs',
    ]) {
      // Written as it is: a client would tidy the address up.
      const said = await utter(
        target.origin,
        `GET ${path.replaceAll('\\', '%5C')} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
        5_000,
      )
      found.expect(
        !/"dependencies"|root:x:0|\[core\]|authSecret|databasePassword|"solutions"|"app\/[^"]*page\.js"/.test(
          said,
        ),
        `${path} gives a file out`,
      )
      found.expect(!said.startsWith('HTTP/1.1 5'), `${path}: ${said.split('\r\n')[0]}`)
    }
    return found.outcome()
  },
}

const absolute: Attack = {
  id: 'B30',
  name: 'requests for the address of another site',
  on: 'any',
  async run(target) {
    const found = findings()
    const host = new URL(target.origin).host
    for (const line of [
      'GET http://evil.example/ HTTP/1.1',
      'GET http://evil.example HTTP/1.1',
      'GET https://evil.example/sign-in/ HTTP/1.1',
      'GET //evil.example/ HTTP/1.1',
      'GET http:/\\evil.example/ HTTP/1.1',
      'CONNECT evil.example:443 HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'TRACE / HTTP/1.1',
      'GET * HTTP/1.1',
      'PRI * HTTP/1.1',
    ]) {
      const said = await utter(
        target.origin,
        `${line}\r\nHost: ${host}\r\nCookie: a=secret-cookie\r\nConnection: close\r\n\r\n`,
        5_000,
      )
      const to = /^location: (.*)$/im.exec(said)?.[1]
      const isOurs = to === undefined || !new URL(to, target.origin).host.includes('evil')
      found.expect(isOurs, `${line} leads to ${to}`)
      found.expect(!said.startsWith('HTTP/1.1 5'), `${line}: ${said.split('\r\n')[0]}`)
      found.expect(!said.includes('secret-cookie'), `${line} gives the cookie back`)
    }
    return found.outcome()
  },
}

export const files: Attack[] = [headers, frames, traversal, absolute]
