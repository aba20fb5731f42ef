import 'server-only'
import { lessons } from '../content/source.server'
import { STAGES, type StageId } from '../curriculum/ids'
import type { Lesson } from '../curriculum/lesson'
import { db, type Database } from '../db/client.server'
import type { InsightFilters } from './filters'

/** Where figures come from. All figures of a page share one, so that they speak of one moment. */
export type Source = { database: Database; lessons: readonly Lesson[]; asOf: Date }

export function liveSource(): Source {
  return { database: db(), lessons: lessons(), asOf: new Date() }
}

/** The lessons that a question is about. */
export function lessonsAsked(filters: Pick<InsightFilters, 'stage'>, source: Source): readonly Lesson[] {
  return filters.stage === undefined
    ? source.lessons
    : source.lessons.filter(({ stage }) => stage === filters.stage)
}

/** Stages in which there is a lesson asked for, in their order. */
export function stagesAsked(filters: Pick<InsightFilters, 'stage'>, source: Source): StageId[] {
  const used = new Set(lessonsAsked(filters, source).map(({ stage }) => stage))
  return STAGES.filter((stage) => used.has(stage))
}
