import 'server-only'
import { z } from 'zod'
import { LessonId } from '../curriculum/ids'
import { findLesson } from '../content/source.server'
import { Anchor, Margin, Note, NoteBody } from '../notes/notes'
import { deleteNote, marginOf, saveNote, setBookmark } from '../notes/notes.server'
import { refuse } from './errors'
import { defineRoute } from './route.server'

const InLesson = z.object({ lesson: LessonId })
const OneNote = InLesson.extend({ id: z.uuidv7() })
const Done = z.strictObject({ ok: z.literal(true) })

const read = defineRoute({
  method: 'GET',
  path: '/lessons/{lesson}/margin',
  permission: 'progress.write',
  summary: "The caller's own notes and bookmarks of a lesson.",
  params: InLesson,
  response: Margin,
  limit: { points: 120, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    return lesson ? marginOf(viewer, lesson.id) : refuse('not_found')
  },
})

const save = defineRoute({
  method: 'PUT',
  path: '/lessons/{lesson}/notes/{id}',
  permission: 'progress.write',
  summary: 'Write a note or write it anew; the id is made by the browser.',
  params: OneNote,
  body: z.object({ anchor: Anchor.nullable(), body: NoteBody }),
  response: Note,
  limit: { points: 240, seconds: 60 },
  async handle({ viewer, params, body }) {
    const lesson = findLesson(params.lesson)
    if (!lesson) return refuse('not_found')
    const outcome = await saveNote(viewer, lesson.id, { id: params.id.toLowerCase(), ...body })
    switch (outcome.kind) {
      case 'saved':
        return outcome.note
      case 'other-lesson':
        return refuse('conflict')
      case 'too-many':
        return refuse('too_many_requests')
      default:
        return outcome satisfies never
    }
  },
})

const remove = defineRoute({
  method: 'DELETE',
  path: '/lessons/{lesson}/notes/{id}',
  permission: 'progress.write',
  summary: 'Delete one of the caller’s notes.',
  params: OneNote,
  response: Done,
  limit: { points: 240, seconds: 60 },
  async handle({ viewer, params }) {
    const lesson = findLesson(params.lesson)
    if (!lesson) return refuse('not_found')
    await deleteNote(viewer, lesson.id, params.id)
    return { ok: true as const }
  },
})

const bookmark = defineRoute({
  method: 'PUT',
  path: '/lessons/{lesson}/bookmarks',
  permission: 'progress.write',
  summary: 'Set or remove a bookmark at a heading or cell, or at the lesson as a whole (empty anchor).',
  params: InLesson,
  body: z.object({ anchor: z.string().max(200), marked: z.boolean() }),
  response: Done,
  limit: { points: 240, seconds: 60 },
  async handle({ viewer, params, body }) {
    const lesson = findLesson(params.lesson)
    if (!lesson) return refuse('not_found')
    await setBookmark(viewer, lesson.id, body)
    return { ok: true as const }
  },
})

export const routes = [read, save, remove, bookmark]
