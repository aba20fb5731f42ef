import 'server-only'
import { lessons } from '../content/source.server'
import { catalog } from '../curriculum/catalog.server'
import type { Plan } from './plan'

let kept: { lessons: Plan['lessons']; catalog: ReturnType<typeof catalog>; plan: Plan } | undefined

/** This installation's curriculum; the same object until it changes. */
export function livePlan(): Plan {
  const now = { lessons: lessons(), catalog: catalog() }
  if (kept?.lessons !== now.lessons || kept.catalog !== now.catalog) {
    const { tracks, ladders } = now.catalog
    kept = { ...now, plan: { lessons: now.lessons, tracks, ladders } }
  }
  return kept.plan
}
