/**
 * Reruns of this process: one at a time, looked at before they are applied. They are kept in memory only, because they
 * hold nothing that cannot be computed again; after a restart the preview is simply run once more.
 */
import 'server-only'
import { installedLessons, type Catalog } from '../progress/catalog.server'
import { type Database, db } from '../db/client.server'
import { uuidv7 } from '../db/uuid'
import { log } from '../api/log.server'
import { type Applied, applyRerun } from './apply.server'
import { type Admin, type Preview, previewRerun } from './preview.server'
import { installedJudges, type RejudgeWith } from './rejudge.server'

export type Rerun = {
  id: string
  lesson: string
  check: string
  startedAt: Date
  state:
    | { kind: 'running'; done: number; total: number }
    | { kind: 'ready'; preview: Preview }
    | { kind: 'applied'; preview: Preview }
    | { kind: 'cancelled' }
    | { kind: 'failed' }
}

type Kept = Rerun & { owner: string; stop: AbortController; applying: boolean }

/** Finished ones that can still be looked at. */
const KEPT = 8

const held = globalThis as typeof globalThis & { zhucaiReruns?: Map<string, Kept> }
const all = (): Map<string, Kept> => (held.zhucaiReruns ??= new Map())

export type RerunsWith = { database: Database; catalog: Catalog; judges: RejudgeWith }
const installed = (): RerunsWith => ({ database: db(), catalog: installedLessons, judges: installedJudges() })

export type Started =
  | { kind: 'started'; id: string; finished: Promise<void> }
  | { kind: 'unknown' }
  /** Another one is running. */
  | { kind: 'busy' }

export async function startRerun(
  viewer: Admin,
  lessonId: string,
  checkId: string,
  using: RerunsWith = installed(),
): Promise<Started> {
  const lesson = (await using.catalog(lessonId))?.lesson
  const check = lesson?.checks.find(({ id }) => id === checkId)
  if (!lesson || !check) return { kind: 'unknown' }
  const reruns = all()
  if ([...reruns.values()].some(({ state }) => state.kind === 'running')) return { kind: 'busy' }
  for (const [id] of [...reruns].slice(0, Math.max(0, reruns.size - KEPT + 1))) reruns.delete(id)
  const rerun: Kept = {
    id: uuidv7(),
    owner: viewer.id,
    lesson: lesson.id,
    check: check.id,
    startedAt: new Date(),
    state: { kind: 'running', done: 0, total: 0 },
    stop: new AbortController(),
    applying: false,
  }
  reruns.set(rerun.id, rerun)
  const finished = previewRerun(viewer, lesson, check, {
    database: using.database,
    judges: using.judges,
    signal: rerun.stop.signal,
    onProgress: (done, total) => (rerun.state = { kind: 'running', done, total }),
  }).then(
    (preview) => void (rerun.state = { kind: 'ready', preview }),
    (error: unknown) => {
      if (rerun.stop.signal.aborted) {
        rerun.state = { kind: 'cancelled' }
        return
      }
      log.error({ err: error, lesson: lesson.id, check: check.id }, 'rerun failed')
      rerun.state = { kind: 'failed' }
    },
  )
  return { kind: 'started', id: rerun.id, finished }
}

/** Only one's own. */
export function findRerun(viewer: Admin, id: string): Rerun | null {
  const found = all().get(id.toLowerCase())
  return found?.owner === viewer.id ? found : null
}

/** @returns whether there was one to stop */
export function cancelRerun(viewer: Admin, id: string): boolean {
  const found = findRerun(viewer, id)
  if (found?.state.kind !== 'running') return false
  all().get(found.id)!.stop.abort()
  return true
}

export type Confirmed =
  | Applied
  | { kind: 'unknown' }
  /** Not ready, applied already, or the number of those who lose something is not the one shown. */
  | { kind: 'unconfirmed' }

/** @param losses the number of people who lose the check, as read from the preview */
export async function confirmRerun(
  viewer: Admin,
  id: string,
  losses: number,
  using: RerunsWith = installed(),
): Promise<Confirmed> {
  const rerun = findRerun(viewer, id)
  if (!rerun) return { kind: 'unknown' }
  const kept = all().get(rerun.id)!
  const { state } = rerun
  const lesson = (await using.catalog(rerun.lesson))?.lesson
  if (state.kind !== 'ready' || kept.applying || !lesson) return { kind: 'unconfirmed' }
  if (state.preview.flips.filter(({ direction }) => direction === 'lost').length !== losses) {
    return { kind: 'unconfirmed' }
  }
  kept.applying = true
  try {
    const outcome = await applyRerun(viewer, rerun.id, lesson, state.preview, using.database)
    if (outcome.kind === 'applied') kept.state = { kind: 'applied', preview: state.preview }
    return outcome
  } finally {
    kept.applying = false
  }
}
