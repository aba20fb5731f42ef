/** The curriculum around the lessons: stages with their modules, tracks and ladders, as `content/` has them. */
import type { Ladder } from './career'
import type { StageId } from './ids'
import type { Module, Stage } from './stage'
import type { Track, TrackId } from './track'
import { unnamed } from './words'

export type Catalog = {
  /** All five, in order. */
  stages: Stage[]
  /** By position. */
  tracks: Track[]
  /** By position. */
  ladders: Ladder[]
}

/** Followed by whoever has not chosen. */
export const DEFAULT_TRACK: TrackId = 'ml-engineer'

/** The track by this id, else the default one, else the first; without any track nothing is required. */
export function trackOr({ tracks }: Pick<Catalog, 'tracks'>, id: string | null): Track {
  return (
    tracks.find((track) => track.id === id) ??
    tracks.find((track) => track.id === DEFAULT_TRACK) ??
    tracks[0] ?? {
      id: DEFAULT_TRACK,
      title: unnamed(DEFAULT_TRACK),
      summary: unnamed(''),
      for: unnamed(''),
      position: 1,
      lessons: [],
      electives: [],
      leads: false,
    }
  )
}

export function stageBy({ stages }: Pick<Catalog, 'stages'>, id: StageId): Stage {
  return (
    stages.find((stage) => stage.id === id) ?? { id, title: unnamed(id), summary: unnamed(''), modules: [] }
  )
}

/** A module without a `module.yaml` is called by its folder. */
export function moduleBy(stage: Stage, id: string): Module {
  return (
    stage.modules.find((one) => one.id === id) ?? {
      id,
      title: unnamed(id),
      summary: unnamed(''),
      lessons: [],
    }
  )
}
