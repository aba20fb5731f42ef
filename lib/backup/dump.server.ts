import 'server-only'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Sql, TransactionSql } from 'postgres'
import { knownMigrations } from '../db/migrate.server'
import type { Secrets } from '../db/secrets.server'
import { BackupProblem, CLOSED, type End, FORMAT, type Head, type Sum, VERSION } from './format'
import { checkBackup } from './read.server'
import { rowSum } from './rows.server'
import { rowsOf, tablesOf, WRITTEN_ALIKE } from './tables.server'

/** Bytes handed on at once. */
const PIECE = 256 * 1024

/**
 * Writes everything the database holds as of one moment, while others go on reading and writing. The file appears under
 * its name when it is whole and was read again; only its owner may read it, for it holds secrets.
 */
export async function backUp(client: Sql, secrets: Secrets | null, file: string): Promise<End> {
  if (fs.existsSync(file)) throw new BackupProblem(`${file} exists already. Name another file.`)
  const draft = `${file}.part-${process.pid}`
  try {
    await client.begin('isolation level repeatable read read only', async (tx) => {
      await tx.unsafe(WRITTEN_ALIKE)
      const out = fs.createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
      await pipeline(Readable.from(linesOfBackup(tx, secrets)), createGzip(), out)
    })
    const end = await checkBackup(draft)
    // Unlike renaming, linking never replaces what somebody else put there meanwhile.
    fs.linkSync(draft, file)
    return end
  } catch (error) {
    throw inWords(error, file)
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

const WORDS: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'this account may not write there',
  EROFS: 'this account may not write there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EEXIST: 'it exists already',
}

function inWords(error: unknown, file: string): unknown {
  const words = WORDS[(error as NodeJS.ErrnoException).code ?? '']
  return words ? new BackupProblem(`${file} cannot be written: ${words}.`, { cause: error }) : error
}

async function* linesOfBackup(tx: TransactionSql, secrets: Secrets | null): AsyncGenerator<Buffer> {
  const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)
  const head: Head = {
    format: FORMAT,
    version: VERSION,
    made: new Date().toISOString(),
    schema: await schemaOf(tx),
    secrets: secrets && { databasePassword: secrets.databasePassword, authSecret: secrets.authSecret },
  }
  yield line(head)
  const end: Record<string, Sum> = {}
  for (const table of await tablesOf(tx)) {
    yield line(table)
    const sum = rowSum()
    let piece: Buffer[] = []
    let size = 0
    for await (const rows of rowsOf(tx, table)) {
      for (const row of rows) {
        sum.add(row)
        piece.push(row, NEWLINE)
        size += row.length + 1
      }
      if (size < PIECE) continue
      yield Buffer.concat(piece)
      piece = []
      size = 0
    }
    yield Buffer.concat([...piece, Buffer.from(`${CLOSED}\n`)])
    end[table.table] = sum.value()
  }
  // Sequences stand outside of snapshots: read last, they have passed every row above.
  const sequences = await tx<{ sequence: string; last: string | null }[]>`
    select sequencename as sequence, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`
  yield line({ end, sequences: [...sequences] } satisfies End)
}
const NEWLINE = Buffer.from('\n')

async function schemaOf(tx: TransactionSql): Promise<Head['schema']> {
  const [{ found }] = await tx<[{ found: boolean }]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as found`
  const [last] = found
    ? await tx<{ when: string }[]>`
        select created_at::text as when from drizzle.__drizzle_migrations order by created_at desc limit 1`
    : []
  if (!last)
    throw new BackupProblem('This database holds nothing of the site yet. Start the site once first.')
  const known = knownMigrations().find(({ when }) => when === Number(last.when))
  if (!known)
    throw new BackupProblem(
      'The database was brought up to date by a newer version of the site. Make the backup with that version.',
    )
  return known
}
