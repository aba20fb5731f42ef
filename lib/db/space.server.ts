/**
 * Room on the disk of the built-in database. PostgreSQL that cannot write its log stops altogether, and reading with it:
 * so writing ends earlier, with words, and reading goes on.
 */
import 'server-only'
import fs from 'node:fs/promises'

/** Bytes that stay free for what cannot be refused: the log, sessions, counting, deleting. */
const RESERVE = 128 * 1024 * 1024
/** Below this even a session is too much. */
const LAST_RESERVE = 48 * 1024 * 1024
/** Milliseconds for which an answer is good. */
const FRESH = 1_000

let known: { at: number; free: Promise<number> } | undefined

async function freeBytes(): Promise<number> {
  const folder = process.env['DATABASE_FOLDER']
  // A database elsewhere watches over its own disk, and says so by its errors.
  if (!folder) return Infinity
  try {
    const { bavail, bsize } = await fs.statfs(folder)
    return bavail * bsize
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return Infinity
  }
}

/** @param kind `small`: what lets people in and out */
export async function hasRoom(kind: 'growing' | 'small'): Promise<boolean> {
  if (!known || Date.now() - known.at > FRESH) known = { at: Date.now(), free: freeBytes() }
  return (await known.free) >= (kind === 'small' ? LAST_RESERVE : RESERVE)
}
