import 'server-only'
import fs from 'node:fs'
import { createGunzip } from 'node:zlib'
import { BackupProblem, CLOSED, End, FORMAT, Head, type Sum, Table, VERSION } from './format'
import { linesOf, rowSum } from './rows.server'

/** A backup piece by piece, each sum compared with what the file says at its end before the end is given. */
export type Piece =
  | { kind: 'head'; head: Head }
  | { kind: 'table'; table: Table }
  | { kind: 'rows'; rows: Buffer[] }
  | { kind: 'closed' }
  | { kind: 'end'; end: End }

export async function* readBackup(file: string): AsyncGenerator<Piece> {
  try {
    yield* pieces(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new BackupProblem(`There is no file ${file}.`, { cause: error })
    if (code === 'EACCES')
      throw new BackupProblem(`This account may not read ${file}; its owner may.`, { cause: error })
    if (code === 'EISDIR') throw new BackupProblem(`${file} is a folder.`, { cause: error })
    if (code?.startsWith('Z_')) throw damaged(file, error)
    throw error
  }
}

const damaged = (file: string, cause?: unknown) =>
  new BackupProblem(`${file} is no backup of the site, or it is damaged or cut off. Nothing was changed.`, {
    cause,
  })

async function* pieces(file: string): AsyncGenerator<Piece> {
  const sums = new Map<string, Sum>()
  let hasHead = false
  let open: { name: string; sum: ReturnType<typeof rowSum> } | undefined
  let isOver = false
  const text = fs.createReadStream(file).on('error', (error) => unzipped.destroy(error))
  const unzipped = createGunzip()
  for await (const lines of linesOf(text.pipe(unzipped))) {
    let rows: Buffer[] = []
    for (const line of lines) {
      if (isOver) throw damaged(file)
      if (open && !(line.length === CLOSED.length && line.toString() === CLOSED)) {
        open.sum.add(line)
        rows.push(line)
        continue
      }
      if (open) {
        if (rows.length > 0) yield { kind: 'rows', rows }
        rows = []
        sums.set(open.name, open.sum.value())
        open = undefined
        yield { kind: 'closed' }
        continue
      }
      const said = parse(line, file)
      if (!hasHead) {
        hasHead = true
        yield { kind: 'head', head: readHead(said, file) }
      } else if (typeof said === 'object' && said !== null && 'end' in said) {
        const end = End.safeParse(said)
        if (!end.success || !isSame(end.data.end, sums)) throw damaged(file)
        isOver = true
        yield { kind: 'end', end: end.data }
      } else {
        const table = Table.safeParse(said)
        // A table that comes twice would be counted once.
        if (!table.success || sums.has(table.data.table)) throw damaged(file)
        open = { name: table.data.table, sum: rowSum() }
        yield { kind: 'table', table: table.data }
      }
    }
    if (rows.length > 0) yield { kind: 'rows', rows }
  }
  if (!isOver) throw damaged(file)
}

function parse(line: Buffer, file: string): unknown {
  try {
    return JSON.parse(line.toString())
  } catch (error) {
    throw damaged(file, error)
  }
}

function readHead(said: unknown, file: string): Head {
  const head = Head.safeParse(said)
  if (head.success) return head.data
  const { format, version } = (said ?? {}) as { format?: unknown; version?: unknown }
  if (format === FORMAT && typeof version === 'number' && version > VERSION)
    throw new BackupProblem(`${file} was made by a newer version of the site. Restore it with that version.`)
  throw damaged(file)
}

const isSame = (told: End['end'], read: ReadonlyMap<string, Sum>): boolean =>
  Object.keys(told).length === read.size &&
  Object.entries(told).every(([name, { rows, sum }]) => {
    const found = read.get(name)
    return found?.rows === rows && found.sum === sum
  })

/** Reads a backup from its head to its end; throws in words what is wrong with it. */
export async function checkBackup(file: string): Promise<End> {
  let end: End | undefined
  // Read on after it: nothing may follow.
  for await (const piece of readBackup(file)) if (piece.kind === 'end') end = piece.end
  if (!end) throw damaged(file)
  return end
}

export async function headOf(file: string): Promise<Head> {
  for await (const piece of readBackup(file)) if (piece.kind === 'head') return piece.head
  throw damaged(file)
}
