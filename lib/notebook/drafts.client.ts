'use client'
/**
 * Texts that the server does not have yet, kept on this machine under the learner's id. Each window keeps its own, so
 * that two windows never write over each other's; a draft whose window is gone is anybody's to take up.
 */
import { keysFrom, slot } from '../browser/slot.client'

export type Draft = { source: string; base: number; aside: string[] }
export type FoundDraft = Draft & { cell: string; drop(): void }

const isDraft = (value: unknown): value is Omit<Draft, 'aside'> & { aside?: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Draft).source === 'string' &&
  typeof (value as Draft).base === 'number'

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []

const PREFIX = 'zhucai:draft:'
const lockOf = (window: string) => `zhucai-window-${window}`

export function openDrafts(userId: string, lesson: string, window: string) {
  const all = `${PREFIX}${userId}:${lesson}:`
  const of = (cell: string) => slot(`${all}${cell}:${window}`)
  return {
    /** Drafts of windows that are gone. */
    async find(): Promise<FoundDraft[]> {
      const alive = await windowsAlive()
      return keysFrom(all).flatMap((key) => {
        const [cell = '', owner = ''] = key.slice(all.length).split(':')
        const draft = slot(key).read()
        if (owner === window || alive.has(lockOf(owner)) || !isDraft(draft)) return []
        const { source, base, aside } = draft
        return [{ cell, source, base, aside: textsIn(aside), drop: () => slot(key).drop() }]
      })
    },
    keep: (cell: string, draft: Draft): boolean => of(cell).keep(draft),
    drop: (cell: string) => of(cell).drop(),
    /** Says to other windows that this one lives, until it is told otherwise or closed. */
    live(): () => void {
      const gone = new AbortController()
      const held = new Promise<void>((release) => gone.signal.addEventListener('abort', () => release()))
      void locks()?.request(lockOf(window), () => held)
      return () => gone.abort()
    },
  }
}

const locks = (): LockManager | undefined => navigator.locks

async function windowsAlive(): Promise<Set<string | undefined>> {
  const found = await locks()?.query()
  return new Set(found?.held?.map(({ name }) => name))
}
