'use client'
/** The learner's own cells, kept on this machine with each key, so that no reload comes before them. */
import { slot } from '../browser/slot.client'
import type { OwnCell } from './state'

const isOwn = (value: unknown): value is OwnCell =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'after', 'source'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

export function openOwnCells(userId: string, lesson: string) {
  const place = slot(`zhucai:own:${userId}:${lesson}`)
  const read = (): OwnCell[] => {
    const found = place.read()
    return Array.isArray(found) ? found.filter(isOwn) : []
  }
  return {
    read,
    /** @param known cells that this page has, or has removed: what another window made besides stays */
    keep(own: readonly OwnCell[], known: ReadonlySet<string>): void {
      const all = [...own, ...read().filter(({ id }) => !known.has(id))]
      if (all.length === 0) place.drop()
      else place.keep(all)
    },
  }
}
