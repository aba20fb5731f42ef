import 'server-only'
import type { Viewer } from '../auth/permissions'
import type { CompiledLesson } from '../content/compiled'
import { solutionOf } from '../content/source.server'
import { datasetManifest } from '../datasets/manifest.server'
import { savedCells } from '../progress/cells.server'
import { lessonStateOf } from '../progress/state.server'
import { kernelAddress } from '../runtime/manifest.server'
import { attemptsOf } from '../verify/attempts.server'
import type { NotebookLesson } from './lesson'
import { publicChecks } from './public-checks'

/** A lesson as this learner finds it: cells with their own saved text, and how far they are. */
export async function loadNotebook(
  viewer: Viewer<'progress.write'>,
  compiled: CompiledLesson,
): Promise<NotebookLesson> {
  const { lesson, cells, checks, locale } = compiled
  const [saved, state, attempts] = await Promise.all([
    savedCells(viewer, lesson.id),
    lessonStateOf(viewer, lesson.id),
    attemptsOf(viewer, lesson),
  ])
  const sets = datasetManifest()
  return {
    id: lesson.id,
    version: lesson.version,
    locale,
    userId: viewer.id,
    cells: cells.map((cell) => ({ ...cell, ...(saved[cell.id] && { saved: saved[cell.id] }) })),
    orphans: Object.entries(saved).flatMap(([id, { source, savedAt }]) =>
      cells.some((cell) => cell.id === id) || source.trim() === '' ? [] : [{ id, source, savedAt }],
    ),
    publicChecks: checks,
    checks: publicChecks(compiled),
    solutions: cells.flatMap(({ id }) => (solutionOf(lesson, id, locale) === undefined ? [] : [id])),
    kernel: kernelAddress(),
    datasets: Object.fromEntries(
      lesson.datasets.flatMap((name) => (sets[name] === undefined ? [] : [[name, sets[name]]])),
    ),
    state: {
      verified: state?.verifiedAt != null,
      attempts,
    },
  }
}
