import 'server-only'
import type { StageId } from '../curriculum/ids'
import type { MyPath } from '../path/my-path.server'
import { earnedStages, isUncertified } from './earn'
import type { Certificate } from './read.server'

/** Stages earned whose certificate has not been issued: when a track is changed, or a rule, after the last proof. */
export function claimableStages(
  { lessons, track, progress, hasPlace }: MyPath,
  certificates: readonly Certificate[],
): StageId[] {
  if (!hasPlace) return []
  const proofs = [...progress.values()].flatMap(({ lesson, verifiedAt, verifiedVersion, verifiedBy }) =>
    verifiedAt === null
      ? []
      : [{ lesson, verifiedAt, version: verifiedVersion ?? 1, by: verifiedBy ?? null }],
  )
  return earnedStages(lessons, track, proofs)
    .filter((earned) => isUncertified(earned, certificates))
    .map(({ stage }) => stage)
}
