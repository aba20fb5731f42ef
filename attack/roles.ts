/** Who may do what: every address as every role, what belongs to others, and what nobody may say of themselves. */
import { ROLES, type Role } from '../lib/auth/permissions'
import { broken } from '../lib/api/shapes.testing'
import { uuidv7 } from '../lib/db/uuid'
import { type Attack, findings } from './attack'
import { type Caller, jsonOf, ownHeaders, send } from './caller'
import { handInCapstone } from './projects'
import { addressOf, pageOf, permissionTable, routesOf, sampleOf } from './surface'
import { lessonOf, type Person, signIn } from './target'

/** Would leave nobody to go on with: the demonstration, and the attacker’s own way in. */
const NOT_CARRIED_OUT = new Set(['POST /demonstration/removal'])
const ENDS_SESSIONS = /session|password/

const apiMatrix: Attack = {
  id: 'H1',
  name: 'every route as every role and as nobody',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const promised = new Map(permissionTable().api.map((row) => [row.name, row.roles]))
    for (const role of [undefined, ...ROLES]) {
      let caller: Caller = role === undefined ? site.stranger : await site.someone(role)
      for (const route of await routesOf(site.stranger)) {
        const name = `${route.method} ${route.path}`
        const roles = promised.get(name)
        if (roles === undefined) {
          found.add(`${name} stands in no table`)
          continue
        }
        const isOpen = roles === 'public' || (role !== undefined && roles.includes(role))
        if (isOpen && NOT_CARRIED_OUT.has(name)) continue
        const { status } = await caller.api(route.method, addressOf(route), sampleOf(route))
        const wanted = isOpen
          ? status !== 403 && status < 500 && (role === undefined || status !== 401 || roles === 'public')
          : status === (role === undefined ? 401 : 403)
        found.expect(wanted, `${name} as ${role ?? 'nobody'}: ${status}`)
        if (role !== undefined && isOpen && route.method !== 'GET' && ENDS_SESSIONS.test(route.path))
          caller = await site.someone(role)
      }
    }
    return found.outcome()
  },
}

const pageMatrix: Attack = {
  id: 'H1',
  name: 'every page as every role and as nobody',
  on: 'any',
  seconds: 150,
  async run(target) {
    const found = findings()
    for (const role of [undefined, ...ROLES]) {
      const caller = role === undefined ? target.stranger : await target.as(role)
      for (const { name, roles } of permissionTable().pages) {
        const { status, headers, text } = await caller.get(pageOf(name))
        const isOpen = roles === 'public' || (role !== undefined && roles.includes(role))
        if (isOpen) found.expect(status < 400 || status === 404, `${name} as ${role ?? 'nobody'}: ${status}`)
        else if (role === undefined)
          found.expect(
            (status >= 300 && status < 400 && String(headers.location).includes('/sign-in')) ||
              // A page that had begun says it in its head.
              /http-equiv="refresh"[^>]*\/sign-in|NEXT_REDIRECT;\w+;\/sign-in/.test(text),
            `${name} as nobody: ${status}`,
          )
        else found.expect(status === 403 || status === 404, `${name} as ${role}: ${status}`)
      }
    }
    return found.outcome()
  },
}

/** What somebody has, by the names that addresses give it. */
async function belongings(person: Person): Promise<Record<string, string>> {
  const [note, question] = [uuidv7(), uuidv7()]
  const lesson = lessonOf('losses')
  const cell = Object.keys(
    jsonOf<{ cells: object }>(await person.api('GET', '/lessons/losses/cells')).cells ?? {},
  )[0]
  await person.api('PUT', `/lessons/${lesson.id}/notes/${note}`, { anchor: null, body: 'MINE-ALONE' })
  await person.api('POST', `/lessons/mnist-mlp/cells/load/questions`, { id: question, body: 'MINE-ALONE' })
  const paper = jsonOf<{ id: string }>(
    await person.api('POST', `/lessons/${lesson.id}/checks/quiz/papers`, { version: lesson.version }),
  ).id
  const challenge = jsonOf<{ id: string }>(
    await person.api('POST', `/lessons/${lesson.id}/checks/cross-entropy/challenges`, {
      version: lesson.version,
    }),
  ).id
  const placement = jsonOf<{ id: string }>(
    await person.api('POST', '/placements', { stage: 'foundations' }),
  ).id
  const sessions = jsonOf<{ sessions: { id: string }[] }>(await person.api('GET', '/me/sessions')).sessions
  const submission = await handInCapstone(person, {})
  return {
    note,
    question,
    paper,
    challenge,
    placement,
    session: sessions[0]!.id,
    submission: submission.id,
    ...(cell === undefined ? {} : { cell }),
  }
}

const others: Attack = {
  id: 'H2',
  name: 'what belongs to somebody else, asked for, changed and answered by another trainee and a foreign mentor',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const [mentor, foreigner] = [await site.someone('mentor'), await site.someone('mentor')]
    const owner = await site.someone('trainee', { mentor: mentor.id, name: 'OWNER-OF-ALL' })
    const thief = await site.someone('trainee')
    const theirs = await belongings(owner)
    for (const [name, id] of Object.entries(theirs)) found.expect(Boolean(id), `the owner has no ${name}`)
    const quiz = {
      id: uuidv7(),
      version: lessonOf('losses').version,
      kind: 'quiz',
      answers: { any: 'thing' },
    }
    const body = { id: uuidv7(), body: 'not mine to write' }
    const review = `/reviews/${owner.id}/${theirs['submission']}`
    const tried: [Caller, string, string, unknown?][] = [
      [thief, 'GET', `/lessons/capstone/checks/project/submissions/${theirs['submission']}`],
      [thief, 'DELETE', `/me/sessions/${theirs['session']}`],
      [thief, 'PUT', `/me/questions/${theirs['question']}`, { settled: true }],
      [thief, 'POST', `/placements/${theirs['placement']}/answers`, { answers: {} }],
      [thief, 'POST', '/lessons/losses/checks/quiz/submissions', { ...quiz, paper: theirs['paper'] }],
      [
        thief,
        'POST',
        '/lessons/losses/checks/cross-entropy/submissions',
        {
          id: uuidv7(),
          version: quiz.version,
          kind: 'code',
          challenge: theirs['challenge'],
          results: [],
          code: {},
          backend: 'cpu',
        },
      ],
      [thief, 'POST', '/progress', { learner: owner.id, events: [{}] }],
      [thief, 'PUT', '/lessons/mnist-mlp/cells/load', { source: 'x', base: 0, learner: owner.id }],
      [foreigner, 'GET', `/mentees/${owner.id}/lessons/mnist-mlp`],
      [foreigner, 'POST', `${review}/claim`, {}],
      [foreigner, 'POST', `${review}/comments`, { ...body, anchor: null }],
      [foreigner, 'POST', `${review}/decision`, { points: {}, summary: 'taken' }],
      [foreigner, 'POST', `${review}/reopening`, { reason: 'because I can' }],
      [foreigner, 'POST', `/questions/${owner.id}/${theirs['question']}/answers`, body],
      [owner, 'POST', `${review}/claim`, {}],
      [owner, 'GET', `/mentees/${owner.id}/lessons/mnist-mlp`],
    ]
    for (const [caller, method, path, sent] of tried) {
      const { status } = await caller.api(method, path, sent)
      found.expect(
        status >= 400 && status < 500,
        `${method} ${path.replaceAll(owner.id, '{owner}')}: ${status}`,
      )
    }
    for (const [caller, path] of [
      [foreigner, `/mentees/${owner.id}`],
      [foreigner, `/mentees/${owner.id}/mnist-mlp`],
      [foreigner, review],
      [foreigner, '/reviews'],
      [foreigner, '/mentees'],
      [thief, '/notes'],
      [thief, '/search?q=MINE-ALONE'],
    ] as const) {
      const { text } = await caller.get(path)
      // What was looked for stands in the field itself.
      const told = path.startsWith('/search') ? false : text.includes('MINE-ALONE')
      found.expect(!told && !text.includes('OWNER-OF-ALL'), `${path} tells of the owner`)
    }
    const kept = await owner.api('GET', '/lessons/losses/margin')
    found.expect(kept.text.includes('MINE-ALONE'), 'the owner’s note is gone')
    return found.outcome()
  },
}

const questionsOfOthers: Attack = {
  id: 'B24',
  name: 'a mentor reads questions of others’ mentees, by API and page',
  on: 'own',
  async run(site) {
    const found = findings()
    const [mentor, foreigner] = [await site.someone('mentor'), await site.someone('mentor')]
    const mentee = await site.someone('trainee', { mentor: mentor.id, name: 'MENTEE-OF-ANOTHER' })
    await mentee.api('POST', '/lessons/mnist-mlp/cells/load/questions', {
      id: uuidv7(),
      body: 'ASKED-OF-MY-MENTOR',
    })
    for (const [who, reads] of [
      [mentor, true],
      [foreigner, false],
    ] as const)
      for (const answer of [await who.api('GET', '/questions'), await who.get('/questions')])
        found.expect(
          /MENTEE-OF-ANOTHER|ASKED-OF-MY-MENTOR/.test(answer.text) === reads,
          reads ? 'their own mentor does not see the question' : 'another mentor sees name or question',
        )
    return found.outcome()
  },
}

const massAssignment: Attack = {
  id: 'H5',
  name: 'every body with more than is asked for, and with what no schema takes',
  on: 'own',
  seconds: 150,
  async run(site) {
    const found = findings()
    const people = {} as Record<Role, Person>
    for (const role of ROLES) people[role] = await site.someone(role)
    const promised = new Map(permissionTable().api.map((row) => [row.name, row.roles]))
    for (const route of (await routesOf(site.stranger)).filter(({ body }) => body !== undefined)) {
      const name = `${route.method} ${route.path}`
      if (NOT_CARRIED_OUT.has(name) || ENDS_SESSIONS.test(route.path)) continue
      const roles = promised.get(name) ?? 'public'
      const caller = people[roles === 'public' ? 'trainee' : roles[0]!]
      for (const [what, body] of broken(route.body!)) {
        if (what.endsWith('without end')) continue
        const { status } = await caller.api(route.method, addressOf(route), body)
        if (status === 429) break
        found.expect(status >= 400 && status < 500, `${name}, ${what}: ${status}`)
      }
    }
    for (const role of ROLES) {
      const before = (await people[role].get('/audit')).status
      found.expect(
        (before === 200) === (role === 'admin'),
        `afterwards ${role} reads the audit log: ${before}`,
      )
    }
    return found.outcome()
  },
}

/** Ways to say that one is more than one is, at doors that a trainee passes. */
const rising: Attack = {
  id: 'H5',
  name: 'a trainee who says to be an administrator',
  on: 'own',
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const more = { role: 'admin', permissions: ['audit.read'], isAdmin: true, banned: false }
    await person.api('PUT', '/me/preferences', { locale: 'en', ...more })
    await send(site.origin, 'POST', '/api/v1/session', {
      body: { email: person.email, password: person.password, ...more },
      headers: ownHeaders(site.origin),
    })
    for (const path of ['/api/auth/sign-up/email', '/api/auth/update-user', '/api/auth/admin/set-role']) {
      const { status } = await send(site.origin, 'POST', path, {
        body: {
          ...more,
          userId: person.id,
          email: 'a@b.example',
          password: 'long enough for all',
          name: 'x',
        },
        headers: { ...ownHeaders(site.origin), cookie: person.cookie },
      })
      found.expect(status >= 400, `${path} answered ${status}`)
    }
    for (const headers of [
      { 'x-zhucai-role': 'admin' },
      { 'x-forwarded-user': 'admin' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    ])
      found.expect(
        (await person.get('/audit', { headers })).status === 403,
        `${Object.keys(headers)[0]} opened the audit log`,
      )
    for (const path of [
      '//audit',
      '/%61udit',
      '/audit/',
      '/Audit',
      '/audit;a',
      '/audit%00',
      '/./audit',
      '/x/../audit',
      '/_next/data/x/audit.json',
    ])
      found.expect((await person.get(path)).status !== 200, `${path} opened the audit log`)
    found.expect((await person.api('GET', '/audit.csv')).status === 403, 'the trainee reads the audit log')
    return found.outcome()
  },
}

const heldRoles: Attack = {
  id: 'H1',
  name: 'a role that was taken away, in a session that goes on',
  on: 'own',
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const mentor = await site.someone('mentor')
    const fallen = await site.someone('admin')
    await fallen.api('GET', '/audit.csv')
    const lowered = await admin.api('PUT', `/people/${fallen.id}/role`, { role: 'trainee' })
    found.expect(lowered.status === 200, `lowering a role answered ${lowered.status} ${lowered.text}`)
    const after = await fallen.api('GET', '/audit.csv')
    found.expect(
      after.status === 401 || after.status === 403,
      `the former administrator gets ${after.status}`,
    )
    found.expect((await fallen.get('/audit')).status !== 200, 'the former administrator opens the audit log')
    const closed = await admin.api('PUT', `/people/${mentor.id}/status`, { status: 'inactive' })
    found.expect(closed.status === 200, `closing an account answered ${closed.status} ${closed.text}`)
    found.expect((await mentor.api('GET', '/questions')).status === 401, 'a closed account goes on')
    const back = await signIn(site.stranger, mentor)
    found.expect(back.status === 403 || back.status === 401, `a closed account signs in: ${back.status}`)
    return found.outcome()
  },
}

export const roles: Attack[] = [
  apiMatrix,
  pageMatrix,
  heldRoles,
  others,
  questionsOfOthers,
  massAssignment,
  rising,
]
