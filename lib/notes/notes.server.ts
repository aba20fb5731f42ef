/** One's own notes and bookmarks. Nobody else reads them: every query is scoped by the viewer. */
import 'server-only'
import { and, asc, count, desc, eq } from 'drizzle-orm'
import type { Viewer } from '../auth/permissions'
import { type Database, db, type Queries } from '../db/client.server'
import { bookmarks, notes } from '../db/schema'
import { lockLearner } from '../progress/record.server'
import { storable } from '../progress/storable'
import { type Margin, type Note, NOTES_PER_LESSON } from './notes'

type Me = Viewer<'progress.write'>

const dto = (row: { id: string; anchor: string | null; body: string; updatedAt: Date }): Note => ({
  id: row.id,
  anchor: row.anchor,
  body: row.body,
  updatedAt: row.updatedAt.toISOString(),
})

const columns = { id: notes.id, anchor: notes.anchor, body: notes.body, updatedAt: notes.updatedAt }

/** Notes in the order they were begun, and bookmarks. */
export async function marginOf(viewer: Me, lesson: string, database: Queries = db()): Promise<Margin> {
  const [written, marked] = await Promise.all([
    database
      .select(columns)
      .from(notes)
      .where(and(eq(notes.learnerId, viewer.id), eq(notes.lesson, lesson)))
      .orderBy(asc(notes.createdAt), asc(notes.id)),
    database
      .select({ anchor: bookmarks.anchor })
      .from(bookmarks)
      .where(and(eq(bookmarks.learnerId, viewer.id), eq(bookmarks.lesson, lesson)))
      .orderBy(asc(bookmarks.at)),
  ])
  return { notes: written.map(dto), bookmarks: marked.map(({ anchor }) => anchor) }
}

export type SavedNote = { kind: 'saved'; note: Note } | { kind: 'other-lesson' } | { kind: 'too-many' }

/** Writes a note, or writes it anew: the id is the browser's, so that sending it twice is writing it once. */
export function saveNote(
  viewer: Me,
  lesson: string,
  note: { id: string; anchor: string | null; body: string },
  database: Database = db(),
  now: Date = new Date(),
): Promise<SavedNote> {
  const { anchor, body } = storable({ anchor: note.anchor, body: note.body })
  return database.transaction(async (tx): Promise<SavedNote> => {
    await lockLearner(tx, viewer)
    const mine = and(eq(notes.learnerId, viewer.id), eq(notes.id, note.id))
    const [before] = await tx.select({ lesson: notes.lesson }).from(notes).where(mine)
    if (before && before.lesson !== lesson) return { kind: 'other-lesson' }
    if (before) {
      const [row] = await tx
        .update(notes)
        .set({ anchor, body, updatedAt: now })
        .where(mine)
        .returning(columns)
      return { kind: 'saved', note: dto(row!) }
    }
    const [all] = await tx
      .select({ notes: count() })
      .from(notes)
      .where(and(eq(notes.learnerId, viewer.id), eq(notes.lesson, lesson)))
    if ((all?.notes ?? 0) >= NOTES_PER_LESSON) return { kind: 'too-many' }
    const [row] = await tx
      .insert(notes)
      .values({ learnerId: viewer.id, id: note.id, lesson, anchor, body, createdAt: now, updatedAt: now })
      .returning(columns)
    return { kind: 'saved', note: dto(row!) }
  })
}

/** Gone afterwards, whether it was there or not. */
export async function deleteNote(
  viewer: Me,
  lesson: string,
  id: string,
  database: Queries = db(),
): Promise<void> {
  await database
    .delete(notes)
    .where(and(eq(notes.learnerId, viewer.id), eq(notes.lesson, lesson), eq(notes.id, id)))
}

/** @param anchor the empty text for the lesson as a whole */
export async function setBookmark(
  viewer: Me,
  lesson: string,
  { anchor, marked }: { anchor: string; marked: boolean },
  database: Queries = db(),
): Promise<void> {
  const here = { learnerId: viewer.id, lesson, anchor: storable(anchor) }
  if (marked) await database.insert(bookmarks).values(here).onConflictDoNothing()
  else {
    await database
      .delete(bookmarks)
      .where(
        and(
          eq(bookmarks.learnerId, here.learnerId),
          eq(bookmarks.lesson, lesson),
          eq(bookmarks.anchor, here.anchor),
        ),
      )
  }
}

export type MarginEntry = { lesson: string; notes: Note[]; bookmarks: string[] }

/** Everything one has written and marked, the lesson written in last first. */
export async function allMargins(viewer: Me, database: Queries = db()): Promise<MarginEntry[]> {
  const [written, marked] = await Promise.all([
    database
      .select({ lesson: notes.lesson, ...columns })
      .from(notes)
      .where(eq(notes.learnerId, viewer.id))
      .orderBy(desc(notes.updatedAt), asc(notes.id)),
    database
      .select({ lesson: bookmarks.lesson, anchor: bookmarks.anchor })
      .from(bookmarks)
      .where(eq(bookmarks.learnerId, viewer.id))
      .orderBy(desc(bookmarks.at)),
  ])
  const entries = new Map<string, MarginEntry>()
  const entry = (lesson: string) => {
    const found = entries.get(lesson) ?? { lesson, notes: [], bookmarks: [] }
    entries.set(lesson, found)
    return found
  }
  for (const { lesson, ...note } of written) entry(lesson).notes.push(dto(note))
  for (const { lesson, anchor } of marked) entry(lesson).bookmarks.push(anchor)
  return [...entries.values()]
}
