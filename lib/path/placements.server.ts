import 'server-only'
import { placementOf } from '../content/source.server'
import { STAGES, type StageId } from '../curriculum/ids'

/** Stages whose lessons can be proved by a placement test. */
export const stagesWithPlacement = (): ReadonlySet<StageId> =>
  new Set(STAGES.filter((stage) => placementOf(stage) !== undefined))
