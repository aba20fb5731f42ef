import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../lib/backup/dump.server'
import { checkBackup } from '../lib/backup/read.server'
import { connect, type Database } from '../lib/db/client.server'
import { startPostgres, type Postgres } from '../lib/db/embedded.server'
import { knownMigrations, migrateDatabase } from '../lib/db/migrate.server'
import { auditEvents, settings } from '../lib/db/schema'
import { readSecrets } from '../lib/db/secrets.server'
import { testDatabase, type TestDatabase } from '../lib/db/testing.server'
import { uuidv7 } from '../lib/db/uuid'
import { FIXTURE_LESSONS } from '../lib/demo/lessons.fixture'
import { seedDemo } from '../lib/demo/seed.server'
import { databaseOf } from './installation'
import { restoreFolder } from './restore-folder'

const SECRETS = { databasePassword: 'p'.repeat(30), authSecret: 'a'.repeat(40) }
const ODD = 'a tab\t, a break\n\\. and \\N, “汉字” \u0001'

let test: TestDatabase
let folder: string
let file: string
let rounds = 0

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhucai-backup-'))
  fs.chmodSync(folder, 0o711)
  file = path.join(folder, 'site.gz')
  test = await testDatabase()
  await seedDemo(test.db, { lessons: FIXTURE_LESSONS, now: new Date('2026-11-22T03:00:00Z') })
  await test.db.insert(settings).values({ key: 'odd', value: { ODD } })

  // Each round writes its number into two tables at once; it begins before the backup and ends after it.
  const over = new AbortController()
  let begun!: () => void
  const hasBegun = new Promise<void>((resolve) => (begun = resolve))
  const writing = (async () => {
    while (!over.signal.aborted) {
      const n = rounds + 1
      await test.db.transaction(async (tx) => {
        await tx
          .insert(auditEvents)
          .values({ id: uuidv7(), actorId: null, action: 'round', subject: 'test', data: { n } })
        await tx.insert(settings).values({ key: `round ${n}`, value: n })
      })
      rounds = n
      if (n === 5) begun()
    }
  })()
  await hasBegun
  await backUp(test.db.$client, SECRETS, file)
  over.abort()
  await writing
}, 120_000)
afterAll(async () => {
  await test.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Of every table, by PostgreSQL itself: how many rows, and a digest of them in an order of their own. */
async function contents(database: Database): Promise<Record<string, string>> {
  const tables = await database.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const written =
      name === 'audit_events'
        ? sql`where action <> 'round'`
        : name === 'settings'
          ? sql`where key not like 'round %'`
          : sql``
    const [row] = await database.execute<{ told: string }>(sql`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text collate "C")), '') told
      from ${sql.identifier(name)} t ${written}`)
    found[name] = row!.told
  }
  return found
}

async function opened<T>(data: string, work: (database: Database, postgres: Postgres) => Promise<T>) {
  const postgres = await startPostgres({ data, password: readSecrets(data).databasePassword })
  const url = await databaseOf(postgres)
  const database = connect(url, { max: 2, statementTimeout: 0 })
  try {
    return await work(database, postgres)
  } finally {
    await database.$client.end()
    await postgres.stop()
  }
}

describe('a backup made while others write', () => {
  it('is restored into an empty folder with every table as it was', async () => {
    const data = path.join(folder, 'restored')
    await restoreFolder(data, file)
    expect(readSecrets(data)).toEqual({ ...SECRETS, areNew: false })
    expect(fs.readdirSync(data).toSorted()).toEqual(['lock', 'postgres', 'secrets.json'])
    await opened(data, async (database, postgres) => {
      const was = await contents(test.db)
      expect(Object.keys(was).length).toBeGreaterThan(30)
      expect(await contents(database)).toEqual(was)
      // One moment: of the rounds going on, both tables hold the same first ones.
      const numbers = async (query: ReturnType<typeof sql>) =>
        (await database.execute<{ n: number }>(query)).map(({ n }) => n)
      const audited = await numbers(
        sql`select (data->>'n')::int n from audit_events where action = 'round' order by 1`,
      )
      const kept = await numbers(
        sql`select value::text::int n from settings where key like 'round %' order by 1`,
      )
      expect(audited).toEqual(kept)
      expect(audited.length).toBeGreaterThanOrEqual(5)
      expect(audited.length).toBeLessThanOrEqual(rounds)
      expect(audited).toEqual(audited.map((_, index) => index + 1))
      // Sequences go on behind the rows, and triggers are on again.
      const [behind] = await database.execute<{ n: number }>(
        sql`select count(*)::int n from pg_sequences where schemaname = 'public' and last_value is not null`,
      )
      expect(behind!.n).toBeGreaterThan(0)
      await expect(database.execute(sql`delete from audit_events`)).rejects.toMatchObject({
        cause: { message: expect.stringContaining('append-only') },
      })
      await migrateDatabase(postgres.url('zhucai'))
      expect(await contents(database)).toEqual(was)
    })
  }, 120_000)

  it('may be read by its owner alone, and replaces no file', async () => {
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    await expect(backUp(test.db.$client, SECRETS, file)).rejects.toThrow('exists already')
    await expect(backUp(test.db.$client, SECRETS, path.join(folder, 'missing', 'site.gz'))).rejects.toThrow(
      'its folder does not exist',
    )
  })
})

describe('what is refused', () => {
  it('a file that was cut off, changed, or is something else, before anything is touched', async () => {
    const whole = fs.readFileSync(file)
    const text = gunzipSync(whole)
    const changed = Buffer.from(text)
    changed[changed.indexOf(`"ODD"`) + 9] = 'b'.charCodeAt(0)
    const lines = text.toString('latin1').split('\n')
    const damages: Record<string, Buffer> = {
      cut: whole.subarray(0, whole.length - 100),
      'without an end': gzipSync(Buffer.from(lines.slice(0, -2).join('\n'), 'latin1')),
      'one row less': gzipSync(Buffer.from(lines.toSpliced(3, 1).join('\n'), 'latin1')),
      changed: gzipSync(changed),
      'more after its end': gzipSync(
        Buffer.concat([text, Buffer.from('{"table":"users","columns":["id"]}\n')]),
      ),
      'a table nobody counts': gzipSync(
        Buffer.from(
          lines.toSpliced(1, 0, '{"table":"__proto__","columns":["id"]}', 'x', '\\.').join('\n'),
          'latin1',
        ),
      ),
      'no gzip': Buffer.from('hello'),
      empty: Buffer.alloc(0),
    }
    for (const [name, bytes] of Object.entries(damages)) {
      const damaged = path.join(folder, `${name}.gz`)
      fs.writeFileSync(damaged, bytes)
      const said = await checkBackup(damaged).then(
        () => 'whole',
        (error: Error) => error.message,
      )
      expect({ [name]: said }).toEqual({ [name]: expect.stringContaining('damaged or cut off') })
    }
    await expect(checkBackup(path.join(folder, 'none.gz'))).rejects.toThrow('There is no file')
  })

  it('a backup of a newer version', async () => {
    const newer = path.join(folder, 'newer.gz')
    const text = gunzipSync(fs.readFileSync(file)).toString('latin1')
    const last = knownMigrations().at(-1)!
    fs.writeFileSync(
      newer,
      gzipSync(Buffer.from(text.replace(`"when":${last.when}`, `"when":${last.when + 1}`), 'latin1')),
    )
    await expect(restoreFolder(path.join(folder, 'newer'), newer)).rejects.toThrow('newer version')
    expect(fs.existsSync(path.join(folder, 'newer'))).toBe(false)
  })

  it('a folder in use; asked to, it keeps what was there', async () => {
    const data = path.join(folder, 'used')
    fs.mkdirSync(path.join(data, 'restoring-left'), { recursive: true })
    fs.writeFileSync(path.join(data, 'note'), 'mine')
    await expect(restoreFolder(data, file)).rejects.toThrow('is not empty (note)')
    const { aside } = await restoreFolder(data, file, { force: true })
    expect(fs.readFileSync(path.join(aside!, 'note'), 'utf8')).toBe('mine')
    expect(fs.readdirSync(data).toSorted()).toEqual([
      path.basename(aside!),
      'lock',
      'postgres',
      'secrets.json',
    ])
  }, 60_000)
})
