/**
 * A backup is gzip over lines, readable with zcat: a head, then for each table its name and columns, its rows as
 * `COPY … TO STDOUT` writes them and `\.`, and at the end what must have been read. A row holds no line break and is never
 * `\.`, so nothing needs a length; a file that was cut off has no end.
 */
import { z } from 'zod'

/** Something about a backup or its place that whoever gave the command can put right: told in a sentence. */
export class BackupProblem extends Error {}

export const FORMAT = 'zhucai-backup'
export const VERSION = 1

export const Head = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  made: z.iso.datetime(),
  /** The last migration of the database: when it was written, by which versions of the site know it. */
  schema: z.object({ when: z.int(), tag: z.string() }),
  /** The file of secrets beside the built-in database; a database elsewhere keeps what it needs in itself. */
  secrets: z.object({ databasePassword: z.string(), authSecret: z.string() }).nullable(),
})
export type Head = z.infer<typeof Head>

export const Table = z.object({ table: z.string(), columns: z.array(z.string()).min(1) })
export type Table = z.infer<typeof Table>

/** Of one table: the same for the same rows in any order. */
const Sum = z.object({ rows: z.int().min(0), sum: z.string().length(32) })
export type Sum = z.infer<typeof Sum>

export const End = z.object({
  end: z.record(z.string(), Sum),
  /** What each sequence gave last; null before its first. */
  sequences: z.array(z.object({ sequence: z.string(), last: z.string().regex(/^\d+$/).nullable() })),
})
export type End = z.infer<typeof End>

export const CLOSED = '\\.'
