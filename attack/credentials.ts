/** Passwords, sessions, cookies and links: who gets in, who is kept out, and who stays in afterwards. */
import { sql } from 'drizzle-orm'
import { issueRecovery } from '../lib/auth/recovery.server'
import { type Attack, findings } from './attack'
import { type Answer, API, callerOf, cookiesOf, jsonOf, ownHeaders, send } from './caller'
import { type OwnSite, pause, signIn } from './target'

const enter = (
  origin: string,
  email: string,
  password: string,
  more: { from?: string; cookie?: string } = {},
): Promise<Answer> =>
  send(origin, 'POST', `${API}/session`, {
    body: { email, password },
    headers: { ...ownHeaders(origin), ...(more.cookie === undefined ? {} : { cookie: more.cookie }) },
    ...(more.from === undefined ? {} : { from: more.from }),
  })

/** Signs in again and again while `change` happens; gives the sessions that outlived it. */
async function aroundAChange(
  site: OwnSite,
  email: string,
  password: string,
  change: () => Promise<Answer>,
): Promise<{ alive: number; changed: Answer }> {
  const attempts: Promise<Answer>[] = []
  let changed: Promise<Answer> | undefined
  for (let index = 0; index < 12; index++) {
    attempts.push(enter(site.origin, email, password))
    if (index === 5) changed = change()
    await pause(25)
  }
  const done = await changed!
  const answers = await Promise.all(attempts)
  let alive = 0
  for (const answer of answers.filter(({ status }) => status === 200))
    if ((await callerOf(site.origin, cookiesOf(answer)).api('GET', '/me/path')).status === 200) alive++
  return { alive, changed: done }
}

const changedPassword: Attack = {
  id: 'B8',
  name: 'sign-ins with the old password around its change, three times',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    for (let round = 0; round < 3; round++) {
      const person = await site.someone('trainee')
      const { alive, changed } = await aroundAChange(site, person.email, person.password, () =>
        person.api('PUT', '/me/password', { current: person.password, next: 'another staple entirely' }),
      )
      found.expect(changed.status === 200, `the change answered ${changed.status}`)
      found.expect(alive === 0, `${alive} sessions with the old password live on`)
    }
    return found.outcome()
  },
}

const otherChanges: Attack = {
  id: 'B8',
  name: 'sign-ins around a recovered password, a closed account and a changed role',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const changes: Record<string, (id: string) => Promise<Answer>> = {
      'a recovered password': async (id) => {
        const { token } = await issueRecovery(site.database, id, 'asked')
        return send(site.origin, 'POST', `${API}/recovery/accept`, {
          body: { token, password: 'recovered by a link' },
          headers: ownHeaders(site.origin),
        })
      },
      'a closed account': (id) => admin.api('PUT', `/people/${id}/status`, { status: 'inactive' }),
    }
    for (const [name, change] of Object.entries(changes)) {
      const person = await site.someone('trainee')
      const { alive, changed } = await aroundAChange(site, person.email, person.password, () =>
        change(person.id),
      )
      found.expect(changed.status === 200, `${name} answered ${changed.status} ${changed.text.slice(0, 100)}`)
      found.expect(alive === 0, `${alive} sessions outlive ${name}`)
      found.expect(
        (await person.api('GET', '/me/path')).status === 401,
        `the session before ${name} lives on`,
      )
    }
    return found.outcome()
  },
}

const lockedOut: Attack = {
  id: 'B17',
  name: 'a colleague guesses until the account is closed to its owner',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const victim = await site.someone('trainee')
    const known = cookiesOf(await enter(site.origin, victim.email, victim.password))
    for (const from of ['127.0.0.2', '127.0.0.4', '127.0.0.5']) {
      for (let guess = 0; guess < 12; guess++)
        await enter(site.origin, victim.email, `guess ${guess}`, { from })
      const at = await enter(site.origin, victim.email, victim.password, { cookie: known })
      found.expect(at.status === 200, `after guesses from ${from} the owner’s own browser gets ${at.status}`)
    }
    // A guesser is stopped all the same.
    const guesser = await enter(site.origin, victim.email, 'one more', { from: '127.0.0.2' })
    found.expect(guesser.status === 429, `the thirteenth guess answers ${guesser.status}`)
    const elsewhere = await site.someone('trainee')
    found.expect(
      (await enter(site.origin, elsewhere.email, elsewhere.password)).status === 200,
      'others behind another address are kept out',
    )
    return found.outcome()
  },
}

const manySessions: Attack = {
  id: 'B17',
  name: 'the right password, two hundred times',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => enter(site.origin, person.email, person.password)),
    )
    const opened = answers.filter(({ status }) => status === 200).length
    found.expect(opened <= 40, `${opened} of 60 sign-ins within seconds were taken`)
    const [{ count } = { count: 0 }] = await site.database.execute<{ count: number }>(
      sql`select count(*)::int count from sessions where user_id = ${person.id}`,
    )
    found.expect(count <= 50, `${count} sessions are open`)
    return found.outcome()
  },
}

const cookies: Attack = {
  id: 'H4',
  name: 'the session’s cookie: its flags, its forging, its end',
  on: 'any',
  async run(target) {
    const found = findings()
    const answer = await signIn(target.stranger, target.account('trainee'))
    const isSecure = target.origin.startsWith('https:')
    for (const text of answer.headers['set-cookie'] ?? []) {
      const name = text.split('=')[0]!
      for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/', ...(isSecure ? ['Secure'] : [])])
        found.expect(text.toLowerCase().includes(flag.toLowerCase()), `${name} without ${flag}`)
      found.expect(!/domain=/i.test(text), `${name} goes to a whole domain`)
    }
    const session =
      cookiesOf(answer)
        .split('; ')
        .find((pair) => /zhucai=|zhucai\.session|__Host-zhucai/.test(pair)) ?? cookiesOf(answer)
    if (isSecure) found.expect(cookiesOf(answer).includes('__Host-'), 'no cookie is bound to the host')
    const at = session.indexOf('=') + 1
    for (const forged of [
      // A sign in the middle of the signature; what follows its end says nothing.
      session.slice(0, -20) + (session.at(-20) === 'A' ? 'B' : 'A') + session.slice(-19),
      session.slice(0, -4),
      `${session.slice(0, at)}${'A'.repeat(40)}`,
      session.replace(/\.[^.]*$/, ''),
      `${session.slice(0, at)}%00`,
      `${session.slice(0, at)}null`,
    ]) {
      const { status } = await callerOf(target.origin, forged).api('GET', '/me/path')
      found.expect(
        status === 401,
        `the cookie ${forged.slice(0, 12)}…${forged.slice(-8)} is answered ${status}`,
      )
    }
    const person = callerOf(target.origin, cookiesOf(answer))
    found.expect((await person.api('GET', '/me/path')).status === 200, 'the cookie itself is refused')
    await person.api('DELETE', '/session')
    found.expect((await person.api('GET', '/me/path')).status === 401, 'a session that was ended goes on')
    return found.outcome()
  },
}

const redirects: Attack = {
  id: 'H11',
  name: 'addresses that lead away from here after signing in, and in the address itself',
  on: 'any',
  seconds: 60,
  async run(target) {
    const found = findings()
    const person = await target.as('trainee')
    const away = [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
      '/%09/evil.example',
      '/\t/evil.example',
      '//evil.example%2f..',
      'https:evil.example',
      '/..//evil.example',
      '%2f%2fevil.example',
      '/.evil.example',
    ]
    const leads = ({ headers, text }: Answer) => {
      const to = headers.location ?? /http-equiv="refresh"[^>]*url=([^"]*)/.exec(text)?.[1]
      return (
        to !== undefined &&
        /evil|javascript/.test(new URL(to, target.origin).host + new URL(to, target.origin).protocol)
      )
    }
    for (const path of away) {
      for (const asked of [
        `/sign-in?next=${encodeURIComponent(path)}`,
        `/sign-in?next=${path.replaceAll('\t', '%09')}`,
      ]) {
        const answer = await person.get(asked)
        found.expect(!leads(answer), `${asked} leads to ${answer.headers.location}`)
      }
      const direct = await target.stranger.get(
        path.startsWith('/') ? path.replaceAll('\t', '%09').replaceAll('\\', '%5C') : `/${path}`,
      )
      found.expect(!leads(direct), `${path} itself leads to ${direct.headers.location}`)
    }
    for (const path of ['/audit/', '/learn//', '/sign-in/', '/'])
      for (const headers of [
        { host: 'evil.example' },
        { 'x-forwarded-host': 'evil.example' },
        { forwarded: 'host=evil.example' },
      ] as Record<string, string>[]) {
        const answer = await target.stranger.get(path, { headers })
        // Relative, or to ourselves: a proxy’s name for us may be any, so our own answer must not repeat it absolutely.
        found.expect(
          !/^https?:\/\/evil|^\/\/evil/.test(answer.headers.location ?? ''),
          `${path} with ${Object.keys(headers)[0]} leads to ${answer.headers.location}`,
        )
      }
    return found.outcome()
  },
}

const mailHeaders: Attack = {
  id: 'H12',
  name: 'addresses with line ends, lists and other headers in them',
  on: 'own',
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const addresses = [
      'a@b.example\r\nBcc: all@company.example',
      'a@b.example\nSubject: x',
      'a@b.example, c@d.example',
      'a@b.example%0d%0aBcc:c@d.example',
      '"a\r\n"@b.example',
      '<a@b.example>',
      'a@b.example>\r\nX: y',
    ]
    const [{ id: departmentId } = { id: '' }] = await site.database.execute<{ id: string }>(
      sql`select id from departments limit 1`,
    )
    for (const [index, email] of addresses.entries()) {
      const invited = await admin.api('POST', '/people', {
        name: '林晓',
        email,
        number: `M-${index}`,
        role: 'trainee',
        departmentId,
        cohortId: null,
        mentorId: null,
      })
      found.expect(
        invited.status === 422 || invited.status === 400,
        `${JSON.stringify(email)} is invited: ${invited.status}`,
      )
    }
    const [{ count } = { count: 0 }] = await site.database.execute<{ count: number }>(
      sql`select count(*)::int count from users where email ~ '[\r\n,<>]'`,
    )
    found.expect(count === 0, `${count} such addresses are stored`)
    return found.outcome()
  },
}

const recovery: Attack = {
  id: 'N1',
  name: 'links to a new password: guessed, reused, raced, outdated, and asked for to learn who is here',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const accept = (token: string, password = 'set by the link itself') =>
      send(site.origin, 'POST', `${API}/recovery/accept`, {
        body: { token, password },
        headers: ownHeaders(site.origin),
        from: '127.0.0.6',
      })
    const person = await site.someone('trainee')
    const ask = (email: string, from: string) =>
      send(site.origin, 'POST', `${API}/recovery`, {
        body: { email },
        headers: ownHeaders(site.origin),
        from,
      })
    const [known, unknown] = [
      await ask(person.email, '127.0.0.7'),
      await ask('nobody-at-all@company.example', '127.0.0.7'),
    ]
    found.expect(
      known.status === unknown.status && known.text === unknown.text,
      `asking tells who is here: ${known.status} ${unknown.status}`,
    )
    const { token } = await issueRecovery(site.database, person.id, 'given')
    const [id, secret = ''] = token.split('.')
    for (const forged of [
      `${id}.${'A'.repeat(43)}`,
      `${id}.`,
      secret,
      `${id}.${secret.slice(0, -1)}`,
      `${id}.${secret}x`,
      `${id}.${secret.toLowerCase()}`,
      `${(await site.someone('trainee')).id}.${secret}`,
    ]) {
      const { status } = await accept(forged)
      found.expect(status === 404 || status === 422, `a forged link answers ${status}`)
    }
    const newer = await issueRecovery(site.database, person.id, 'given')
    found.expect((await accept(token)).status === 404, 'a link that was replaced still works')
    const raced = await Promise.all(
      Array.from({ length: 6 }, (_, index) => accept(newer.token, `raced password ${index}`)),
    )
    const won = raced.filter(({ status }) => status === 200).length
    found.expect(won === 1, `one link was used ${won} times`)
    const other = await site.someone('trainee')
    const late = await issueRecovery(site.database, other.id, 'given')
    await other.api('PUT', '/me/password', { current: other.password, next: 'changed in the meantime' })
    found.expect((await accept(late.token)).status === 404, 'a link outlives a changed password')
    const outdated = await site.someone('trainee')
    const old = await issueRecovery(site.database, outdated.id, 'given')
    await site.database.execute(
      sql`update verifications set expires_at = now() - interval '1 second' where identifier = ${`recovery:${outdated.id}`}`,
    )
    found.expect((await accept(old.token)).status === 404, 'a link outlives its time')
    const page = await site.stranger.get(`/recovery/${old.token}`)
    found.expect(
      page.headers['referrer-policy'] === 'same-origin' || page.headers['referrer-policy'] === 'no-referrer',
      `the page of a link says where it was: ${page.headers['referrer-policy']}`,
    )
    return found.outcome()
  },
}

const firstAdministrator: Attack = {
  id: 'N2',
  name: 'becoming the first administrator where there is one already',
  on: 'own',
  async run(site) {
    const found = findings()
    const forge = (token: string) =>
      send(site.origin, 'POST', `${API}/setup`, {
        body: {
          token,
          name: 'Mallory',
          email: `m-${token.length}@evil.example`,
          password: 'long enough for all',
        },
        headers: ownHeaders(site.origin),
      })
    for (const token of ['A'.repeat(43), '', 'setup', '%', `${'A'.repeat(43)}\u0000`]) {
      const { status } = await forge(token)
      found.expect(status === 404 || status === 422 || status === 400, `a made-up link answers ${status}`)
    }
    // As if one had been printed before there was an administrator.
    const { newSecret, digestOf } = await import('../lib/auth/one-time-links.server')
    const secret = newSecret()
    await site.database.execute(
      sql`insert into verifications (id, identifier, value, expires_at) values (gen_random_uuid(), 'setup', ${digestOf(secret)}, now() + interval '1 hour')`,
    )
    found.expect((await forge(secret)).status === 404, 'a link printed earlier makes another administrator')
    const [{ count } = { count: 0 }] = await site.database.execute<{ count: number }>(
      sql`select count(*)::int count from users where email like '%evil.example'`,
    )
    found.expect(count === 0, `${count} such accounts are there`)
    return found.outcome()
  },
}

const enumeration: Attack = {
  id: 'N1',
  name: 'who has an account, told by what signing in says and how long it takes',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const times = { known: [] as number[], unknown: [] as number[] }
    let said: string[] = []
    for (let round = 0; round < 6; round++)
      for (const kind of ['known', 'unknown'] as const) {
        const email = kind === 'known' ? person.email : `nobody-${round}@example.com`
        const answer = await enter(site.origin, email, 'not it', { from: `127.0.1.${round + 1}` })
        times[kind].push(answer.ms)
        said = [
          ...said,
          `${answer.status} ${jsonOf<{ error?: { message?: string } }>(answer).error?.message}`,
        ]
      }
    found.expect(new Set(said).size === 1, `signing in says: ${[...new Set(said)].join(' / ')}`)
    const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
    const [known, unknown] = [middle(times.known), middle(times.unknown)]
    // A password is hashed or not: that is a factor of ten and more.
    found.expect(
      known < 4 * unknown && unknown < 4 * known,
      `known ${known.toFixed(0)} ms, unknown ${unknown.toFixed(0)} ms`,
    )
    return found.outcome()
  },
}

export const credentials: Attack[] = [
  changedPassword,
  otherChanges,
  lockedOut,
  manySessions,
  cookies,
  redirects,
  mailHeaders,
  recovery,
  firstAdministrator,
  enumeration,
]
