/** The audit log: what even the database’s own account must not do unseen, and what its filters can be made to do. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type SQL } from 'drizzle-orm'
import { type Attack, findings } from './attack'
import { pageOf } from './surface'
import type { OwnSite } from './target'

const root = join(import.meta.dirname, '..')

/** What the log must refuse; gives the statements that it took. */
async function taken(site: OwnSite, statements: Record<string, SQL>): Promise<string[]> {
  const through: string[] = []
  for (const [name, statement] of Object.entries(statements)) {
    const isTaken = await site.database
      .transaction(async (tx) => {
        await tx.execute(statement)
        // Tried, and never kept.
        tx.rollback()
      })
      .catch((error: unknown) => /rollback/i.test(String(error)))
    if (isTaken) through.push(name)
  }
  return through
}

const appendOnly: Attack = {
  id: 'H16',
  name: 'entries of the log changed, deleted and cut off',
  on: 'own',
  async run(site) {
    const found = findings()
    await site.someone('admin')
    const through = await taken(site, {
      'an UPDATE of the log': sql`update audit_events set action = 'x'`,
      'a DELETE from the log': sql`delete from audit_events`,
      'a TRUNCATE of the log': sql`truncate audit_events cascade`,
      'an UPDATE of the events': sql`update progress_events set type = 'x'`,
      'a DELETE from the events': sql`delete from progress_events`,
    })
    for (const name of through) found.add(`${name} is taken`)
    return found.outcome()
  },
}

const tampered: Attack = {
  id: 'B27',
  name: 'an entry changed, one left out and one slipped in by whoever owns the database',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    await admin.get('/people')
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const command = Object.entries(scripts).find(([name]) => /audit/.test(name))
    if (!command)
      return {
        broken:
          'no command looks whether the log is whole: an entry changed past its trigger is found by nobody',
      }
    const verify = () => {
      const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', command[0]], {
        cwd: root,
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, ZHUCAI_DATA: site.data, DATABASE_URL: '' },
      })
      return { status, said: `${stdout}${stderr}`.trim().slice(-300) }
    }
    const whole = verify()
    found.expect(whole.status === 0, `an untouched log is not whole: ${whole.said}`)
    const row = sql`(select id from audit_events order by at desc, id desc offset 2 limit 1)`
    const changes: Record<string, [change: SQL, back: SQL]> = {
      'a changed entry': [
        sql`update audit_events set data = data || '{"forged": true}' where id = ${row}`,
        sql`update audit_events set data = data - 'forged' where data ? 'forged'`,
      ],
      'an entry of another actor': [
        sql`update audit_events set subject = subject || '!' where id = ${row}`,
        sql`update audit_events set subject = rtrim(subject, '!') where subject like '%!'`,
      ],
      'an entry left out': [sql`delete from audit_events where id = ${row}`, sql`select 1`],
    }
    for (const [name, [change, back]] of Object.entries(changes)) {
      const past = (statement: SQL) =>
        site.database.transaction(async (tx) => {
          await tx.execute(sql`set local session_replication_role = replica`)
          await tx.execute(statement)
        })
      await past(change)
      found.expect(verify().status !== 0, `${name} is not noticed`)
      await past(back)
    }
    return found.outcome()
  },
}

const wildcards: Attack = {
  id: 'N5',
  name: 'filters of the log with signs that a pattern takes for something else',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const lines = async (query: string) => {
      const answer = await admin.api('GET', `/audit.csv?${query}`)
      found.expect(answer.status < 500 && answer.status > 0, `${query}: ${answer.status}`)
      return { ...answer, count: answer.text.trim().split('\n').length - 1 }
    }
    const everything = await lines('')
    found.expect(everything.count > 3, `the log has ${everything.count} lines`)
    for (const who of [
      '%',
      '_',
      '%25',
      '__',
      '\\',
      '\\%',
      '%\\',
      "'; drop table users --",
      "' or '1'='1",
      '\u0000',
      '%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%',
      '.*',
      '[a-z]',
    ])
      for (const key of ['who', 'whom', 'address']) {
        const { count, status, ms } = await lines(`${key}=${encodeURIComponent(who)}`)
        if (status === 429) return found.outcome()
        found.expect(status !== 200 || count === 0, `${key}=${who} finds ${count} entries`)
        found.expect(ms < 10_000, `${key}=${who} took ${Math.round(ms)} ms`)
      }
    return found.outcome()
  },
}

const lists: Attack = {
  id: 'N5',
  name: 'searches and places in lists that nobody would write by hand',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const people = { admin: await site.someone('admin'), mentor: await site.someone('mentor') }
    const mark = (keys: unknown) => `after.${Buffer.from(JSON.stringify(keys)).toString('base64url')}`
    const places = [
      mark(['people', "'", null]),
      mark(['audit', '-9999999999999999', '019a0000-0000-7000-8000-00000000dead']),
      mark(['audit', '9999999999999999', '019a0000-0000-7000-8000-00000000dead']),
      mark(['questions', '999999999', '9999999999999999', 'x']),
      mark([]),
      mark({}),
      mark(['people', ...Array.from({ length: 500 }, () => 'a')]),
      mark(['people', '\ud800']),
      `before.${'A'.repeat(3_990)}`,
      'after.',
      'after.%00',
    ]
    for (const [path, who] of [
      ['/people', people.admin],
      ['/audit', people.admin],
      ['/questions', people.mentor],
      ['/search', people.mentor],
      ['/certificates', people.admin],
      ['/glossary', people.mentor],
      ['/assignments', people.admin],
    ] as const) {
      for (const place of places) {
        const { status } = await who.get(`${pageOf(path)}?cursor=${encodeURIComponent(place)}`)
        found.expect(status > 0 && status < 500, `${path} at ${place.slice(0, 40)}: ${status}`)
      }
      for (const q of [
        '%',
        '_'.repeat(60),
        '\\',
        "a'b",
        '(a+)+$',
        '*'.repeat(500),
        '一'.repeat(2_000),
        '"',
        '{}',
        '<>',
        'a '.repeat(900),
      ]) {
        const { status, ms } = await who.get(`${pageOf(path)}?q=${encodeURIComponent(q)}`)
        found.expect(status > 0 && status < 500, `${path} for ${q.slice(0, 20)}: ${status}`)
        found.expect(ms < 12_000, `${path} for ${q.slice(0, 20)} took ${Math.round(ms)} ms`)
      }
    }
    return found.outcome()
  },
}

export const audit: Attack[] = [appendOnly, tampered, wildcards, lists]
