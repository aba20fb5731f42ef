'use client'
import { useEffect, useReducer } from 'react'
import { type ApiResult, callApi } from '@/lib/api/client'
import { makeId } from '@/lib/notebook/make-id'
import type { Margin, Note } from '@/lib/notes/notes'

export type Trouble = { offline: boolean; message: string }

type Standing = { margin: Margin | null; trouble: Trouble | null }

const troubleOf = (answer: ApiResult<unknown>): Trouble | null =>
  answer.ok ? null : { offline: answer.code === 'offline', message: answer.message }

async function readMargin(lesson: string, signal?: AbortSignal): Promise<Partial<Standing>> {
  const answer = await callApi<Margin>(
    'GET',
    `/lessons/${lesson}/margin`,
    undefined,
    signal ? { signal } : {},
  )
  return { trouble: troubleOf(answer), ...(answer.ok && { margin: answer.data }) }
}

/** A reader's margin of one lesson: shown as the server has it, changed only after the server has said so. */
export function useMargin(lesson: string) {
  const [{ margin, trouble }, tell] = useReducer(
    (before: Standing, next: Partial<Standing> | ((margin: Margin) => Margin)): Standing =>
      typeof next !== 'function'
        ? { ...before, ...next }
        : { margin: before.margin && next(before.margin), trouble: null },
    { margin: null, trouble: null },
  )

  useEffect(() => {
    const leaving = new AbortController()
    async function load() {
      const found = await readMargin(lesson, leaving.signal)
      if (!leaving.signal.aborted) tell(found)
    }
    void load()
    return () => leaving.abort()
  }, [lesson])

  /** Sends one change; the margin is changed when it was accepted. @returns whether it was */
  async function change(
    method: 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    then: (margin: Margin) => Margin,
  ) {
    const answer = await callApi<unknown>(method, `/lessons/${lesson}/${path}`, body)
    tell(answer.ok ? then : { trouble: troubleOf(answer) })
    return answer.ok
  }

  const withNote = (note: Note) => (before: Margin) => ({
    ...before,
    notes: [...before.notes.filter(({ id }) => id !== note.id), note],
  })

  return {
    margin,
    trouble,
    retry: () => void readMargin(lesson).then(tell),
    write(anchor: string | null, body: string, id: string = makeId(Date.now())) {
      const note = { id, anchor, body, updatedAt: new Date().toISOString() }
      return change('PUT', `notes/${id}`, { anchor, body }, withNote(note))
    },
    remove: (id: string) =>
      change('DELETE', `notes/${id}`, undefined, (before) => ({
        ...before,
        notes: before.notes.filter((note) => note.id !== id),
      })),
    mark: (anchor: string, marked: boolean) =>
      change('PUT', 'bookmarks', { anchor, marked }, (before) => ({
        ...before,
        bookmarks: [...before.bookmarks.filter((one) => one !== anchor), ...(marked ? [anchor] : [])],
      })),
  }
}
