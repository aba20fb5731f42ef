/** What runs the site: processes that are frozen and killed, a database that is away, and a disk that one person fills. */
import { sql } from 'drizzle-orm'
import { signal, until } from '../lib/db/processes.server'
import { uuidv7 } from '../lib/db/uuid'
import { type Attack, findings } from './attack'
import { jsonOf } from './caller'
import { addressOf, pageOf, permissionTable, routesOf, sampleOf } from './surface'
import { type OwnSite, pause } from './target'

const isAlive = async (site: OwnSite) =>
  (await site.stranger.get('/api/health/live', { patience: 3_000 })).status === 200
const isReady = async (site: OwnSite) =>
  (await site.stranger.get('/api/health/ready', { patience: 3_000 })).status === 200

const frozenWeb: Attack = {
  id: 'B12',
  name: 'the web process is frozen',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const before = site.web()!
    signal(before, 'SIGSTOP')
    try {
      const began = performance.now()
      const isBack = await until(async () => site.web() !== before && (await isReady(site)), 60_000)
      found.expect(isBack, 'nobody replaced it within a minute')
      if (isBack)
        found.expect(
          (await person.api('GET', '/me/path')).status === 200,
          `it answers, and not as before, after ${Math.round(performance.now() - began)} ms`,
        )
    } finally {
      signal(before, 'SIGKILL')
    }
    return found.outcome()
  },
}

const manyDeaths: Attack = {
  id: 'B12',
  name: 'the web process dies seven times, each soon after its start',
  on: 'own',
  seconds: 150,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    for (let death = 0; death < 7; death++) {
      await until(() => site.web() !== undefined, 40_000)
      const pid = site.web()
      if (pid !== undefined) signal(pid, 'SIGKILL')
      await until(() => site.web() !== pid, 5_000)
      found.expect(site.isUp(), `the supervisor ended after ${death + 1} deaths`)
      if (!site.isUp()) return found.outcome()
    }
    found.expect(await until(() => isReady(site), 60_000), 'the site did not come back within a minute')
    found.expect((await person.api('GET', '/me/path')).status === 200, 'the session is gone')
    return found.outcome()
  },
}

const killedWhileWriting: Attack = {
  id: 'H19',
  name: 'the web process and the database are killed while events come in: what was acknowledged is there, once',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const person = await site.someone('trainee')
    const acknowledged = new Set<string>()
    const over = new AbortController()
    const writing = Array.from({ length: 4 }, async () => {
      while (!over.signal.aborted) {
        const events = Array.from({ length: 5 }, () => ({
          id: uuidv7(),
          lesson: 'mnist-mlp',
          type: 'lesson.opened',
          at: new Date().toISOString(),
        }))
        // Sent until it is answered, as an outbox does.
        for (let attempt = 0; attempt < 40 && !over.signal.aborted; attempt++) {
          const answer = await person.api(
            'POST',
            '/progress',
            { learner: person.id, events },
            { patience: 5_000 },
          )
          const { receipts = [] } = jsonOf<{ receipts?: { id: string; outcome: string }[] }>(answer)
          for (const { id, outcome } of receipts)
            if (outcome === 'accepted' || outcome === 'duplicate') acknowledged.add(id)
          if (answer.status === 200) break
          await pause(200)
        }
        // The limit is 240 batches a minute.
        await pause(1_000)
      }
    })
    await pause(1_500)
    signal(site.web()!, 'SIGKILL')
    await pause(2_500)
    for (const pid of site.postgres()) signal(pid, 'SIGKILL')
    await until(() => isReady(site), 30_000)
    await pause(2_000)
    over.abort()
    await Promise.all(writing)
    found.expect(await until(() => isReady(site), 30_000), 'the site did not come back')
    const rows = await site.database.execute<{ id: string }>(
      sql`select id from progress_events where learner_id = ${person.id}`,
    )
    const stored = new Set(rows.map(({ id }) => id))
    const lost = [...acknowledged].filter((id) => !stored.has(id)).length
    found.expect(acknowledged.size > 10, `only ${acknowledged.size} events were acknowledged`)
    found.expect(lost === 0, `${lost} of ${acknowledged.size} acknowledged events are lost`)
    found.expect(stored.size === rows.length, `${rows.length - stored.size} events are there twice`)
    return found.outcome()
  },
}

const frozenDatabase: Attack = {
  id: 'B25',
  name: 'the database is frozen: every page and every route says to come back later',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const mentor = await site.someone('mentor')
    const routes = await routesOf(site.stranger)
    const { pages, api } = permissionTable()
    const promised = new Map(api.map((row) => [row.name, row.roles]))
    const frozen = site.postgres()
    frozen.forEach((pid) => signal(pid, 'SIGSTOP'))
    try {
      const asked = [
        ...pages.map(({ name, roles }) => {
          const who = roles === 'public' || roles.includes('admin') ? admin : mentor
          return async () => [name, await who.get(pageOf(name), { patience: 60_000 })] as const
        }),
        ...routes.map((route) => {
          const name = `${route.method} ${route.path}`
          const roles = promised.get(name) ?? 'public'
          const who = roles === 'public' || roles.includes('admin') ? admin : mentor
          return async () =>
            [
              name,
              await who.api(route.method, addressOf(route), sampleOf(route), { patience: 60_000 }),
            ] as const
        }),
      ]
      for (const [name, answer] of await inTurns(asked, 40)) {
        // A page that asks nobody, or a place that somebody in front has taken, is an answer as well.
        found.expect(
          [200, 304, 400, 404, 413, 422, 429, 503].includes(answer.status),
          `${name}: ${answer.status} ${answer.status === 0 ? answer.text : ''}`,
        )
        found.expect(answer.ms < 45_000, `${name} took ${Math.round(answer.ms / 1000)} s`)
        if (answer.status === 503)
          found.expect(answer.headers['retry-after'] !== undefined, `${name} does not say when to come back`)
      }
    } finally {
      frozen.forEach((pid) => signal(pid, 'SIGCONT'))
    }
    found.expect(await isAlive(site), 'the web process is gone')
    found.expect(
      await until(async () => (await admin.api('GET', '/me/path')).status === 200, 20_000),
      'it does not go on after the thaw',
    )
    return found.outcome()
  },
}

async function inTurns<T>(asked: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const waiting = [...asked]
  const answers: T[] = []
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) answers.push(await next())
    }),
  )
  return answers
}

/** Megabytes that one person may leave behind before somebody has to say no. */
const MOST_KEPT = 200

const hoarder: Attack = {
  id: 'B16',
  name: 'one person stores as much as a patient script can',
  on: 'own',
  seconds: 90,
  async run(site) {
    const person = await site.someone('trainee')
    const size = async () => {
      const [row] = await site.database.execute<{ bytes: string }>(
        sql`select pg_database_size(current_database())::text bytes`,
      )
      return Number(row!.bytes) / 1e6
    }
    const noise = (length: number) =>
      Array.from({ length: length / 10 }, () => Math.random().toString(36).slice(2, 12)).join('')
    const before = await size()
    const began = performance.now()
    let [sent, refused] = [0, 0]
    const send = async (method: string, path: string, body: unknown, bytes: number) => {
      const { status } = await person.api(method, path, body)
      if (status >= 200 && status < 300) sent += bytes / 1e6
      else refused++
    }
    for (let round = 0; round < 60; round++) {
      const source = noise(60_000)
      await Promise.all([
        send('POST', '/lessons/mnist-mlp/cells/load/history', { source, version: 1 }, 60_000),
        send('POST', '/lessons/mnist-cnn/cells/load/history', { source, version: 1 }, 60_000),
        send(
          'PUT',
          `/lessons/mnist-mlp/notes/${uuidv7()}`,
          { anchor: null, body: noise(10_000).slice(0, 9_990) },
          10_000,
        ),
        send(
          'POST',
          '/progress',
          {
            learner: person.id,
            events: Array.from({ length: 100 }, () => ({
              id: uuidv7(),
              lesson: 'mnist-mlp',
              at: new Date().toISOString(),
              type: 'cell.ran',
              cell: 'load',
              outcome: 'failed',
              ms: 1,
              error: noise(300).slice(0, 290),
            })),
          },
          50_000,
        ),
      ])
    }
    const hours = (performance.now() - began) / 3_600_000
    // Beside one another other attacks write nothing: they take turns.
    const grown = (await size()) - before
    const anHour = sent / hours
    // Either somebody says no, or there is no more of it than a day of the most honest work.
    if (refused > 30 || grown < 2) return 'held'
    return {
      broken: `${grown.toFixed(0)} MB within ${Math.round(hours * 3600)} s (${Math.round(anHour)} MB an hour), ${refused} of 240 requests refused; ${MOST_KEPT} MB of one person are reached in ${Math.round((MOST_KEPT / anHour) * 60)} min`,
    }
  },
}

export const supervisor: Attack[] = [hoarder, frozenDatabase, killedWhileWriting, frozenWeb, manyDeaths]
