/** What “verified” means on one certificate: only the ways in which its own lessons were proved. */
import { CHECK_KINDS, type CheckKind } from '../curriculum/checks'

type OnIt = { lesson: string; by?: 'checks' | 'placement' | undefined }

/** @param checksOf of a lesson as it is today; undefined where it has left the curriculum */
export function proofKinds(
  lessons: readonly OnIt[],
  checksOf: (lesson: string) => readonly { kind: CheckKind }[] | undefined,
): (CheckKind | 'placement')[] {
  const found = new Set(
    lessons.flatMap(({ lesson, by }) =>
      by === 'placement' ? ['placement' as const] : (checksOf(lesson) ?? []).map(({ kind }) => kind),
    ),
  )
  return [...CHECK_KINDS, 'placement' as const].filter((kind) => found.has(kind))
}
