'use client'
/**
 * The one place that acts: opens and removes frames, saves, records and submits, as the reducer asks. Everything
 * heavy — the kernel's door with its schemas, the outbox, the requests — is imported on its first use.
 */
import type { Kernel } from '../runtime/frame.client'
import { uuidv7 } from '../db/uuid'
import type { Outbox } from '../progress/outbox.client'
import { watchActivity } from './activity.client'
import { openDrafts } from './drafts.client'
import type { Action, Effect, Happening } from './effects'
import { createState } from './initial'
import type { NotebookLesson } from './lesson'
import { makeId } from './make-id'
import { openOwnCells } from './own-cells.client'
import { ownCells, remember } from './remembered'
import { isWaiting } from './saving'
import type { NotebookState } from './state'
import { createStore, type Store } from './store'

/** Milliseconds without a keystroke before a text is saved. */
const SAVE_PAUSE = 800

export type Notebook = Store & {
  lesson: NotebookLesson
  /** Resolves when the server has been told of everything so far, or could not be. */
  flush(): Promise<void>
  /** Begins to act; returns the way to stop. */
  start(): () => void
}

/** Before the next frame; a hidden page draws none, so it waits a little instead. */
const soon = (callback: () => void) => {
  if (document.visibilityState === 'hidden') setTimeout(callback, 250)
  else requestAnimationFrame(callback)
}

/** Sentences of the reader's language that the kernel is told. */
export type NotebookWords = { dataset(kind: 'unknown' | 'network' | 'damaged', name: string): string }

export function createNotebook(lesson: NotebookLesson, words: NotebookWords): Notebook {
  const session = uuidv7().slice(-12)
  const drafts = openDrafts(lesson.userId, lesson.id, session)
  const frames = new Map<number, Kernel | 'coming'>()
  const saves = new Map<string, ReturnType<typeof setTimeout>>()
  const waits = new Set<ReturnType<typeof setTimeout>>()
  /** Drafts of cells that the lesson no longer has, kept until the server has them. */
  const orphaned = new Map<string, () => void>()
  const ownKept = openOwnCells(lesson.userId, lesson.id)
  let outbox: Promise<Outbox> | null = null

  const store = createStore(createState(lesson, session), {
    perform: (effect) => perform(effect),
    now: () => Date.now(),
    soon,
  })
  const { dispatch, getState } = store

  type Load = typeof import('../runtime/datasets.client').loadDataset

  /** Says how far a download is, and why it failed in words fit for a cell's error. */
  async function provide(name: string, loadDataset: Load) {
    try {
      return await loadDataset(lesson.datasets, name, (loaded, total) =>
        dispatch({ type: 'dataset.loading', dataset: name, loaded, total }),
      )
    } catch (error) {
      const { kind } = error as { kind?: unknown }
      if (kind !== 'unknown' && kind !== 'network' && kind !== 'damaged') throw error
      // Of a part, `cifar10/test`, the set is what can be fetched.
      throw new Error(words.dataset(kind, name.split('/')[0] ?? name), { cause: error })
    } finally {
      dispatch({ type: 'dataset.loading', dataset: name, loaded: 0, total: 0 })
    }
  }

  async function open(generation: number, backend: Extract<Effect, { type: 'open' }>['backend']) {
    frames.set(generation, 'coming')
    const tell = (event: Extract<Action, { type: 'kernel.event' }>['event']) =>
      dispatch({ type: 'kernel.event', generation, event })
    try {
      const [{ openKernel }, { loadDataset }] = await Promise.all([
        import('../runtime/frame.client'),
        import('../runtime/datasets.client'),
      ])
      if (frames.get(generation) !== 'coming') return
      const kernel = openKernel({
        manifest: lesson.kernel,
        backend,
        locale: lesson.locale,
        loadDataset: (name) => provide(name, loadDataset),
        onEvent: tell,
      })
      frames.set(generation, kernel)
    } catch (error) {
      // A chunk that does not arrive: the learner is told and may run again; anything else is a bug.
      if (!(error instanceof Error) || !/load|fetch|import|chunk/i.test(`${error.name} ${error.message}`))
        throw error
      frames.delete(generation)
      tell({ type: 'dead', reason: error.message.slice(0, 500) })
    }
  }

  function removeFrame(generation: number) {
    const kernel = frames.get(generation)
    frames.delete(generation)
    if (kernel && kernel !== 'coming') kernel.dispose()
  }

  function openOutbox(): Promise<Outbox> {
    outbox ??= import('../progress/outbox.client').then(({ createOutbox }) => {
      const box = createOutbox(lesson.userId)
      box.subscribe(({ pending: waiting, durable, online, signedIn }) =>
        dispatch({ type: 'outbox.changed', waiting, durable, online, signedIn }),
      )
      return box
    })
    return outbox
  }

  async function record(event: Happening) {
    if (lesson.readOnly) return
    const now = Date.now()
    const stamped = { ...event, id: makeId(now), lesson: lesson.id, at: new Date(now).toISOString() }
    await (await openOutbox()).add(stamped)
  }

  const later = (ms: number, action: Action) => {
    const timer = setTimeout(() => {
      waits.delete(timer)
      dispatch(action)
    }, ms)
    waits.add(timer)
  }

  /** Saves under way; a failure of one becomes an action, so none of them rejects. */
  const saving = new Set<Promise<void>>()

  function follow(work: Promise<void>): void {
    const followed = work.finally(() => saving.delete(followed))
    saving.add(followed)
  }

  async function save({ cell, source, base }: Extract<Effect, { type: 'save' }>) {
    const remote = await import('./remote.client').catch(() => null)
    const answer: Action = remote
      ? await remote.saveCell(lesson, { cell, source, base })
      : { type: 'save.failed', cell, why: 'offline' }
    const drop = orphaned.get(cell)
    if (drop && answer.type === 'save.done') drop()
    // A newer text of a cell that is gone stays the newest; this one becomes a version.
    if (drop && answer.type === 'save.conflicted') {
      const filed = await remote?.fileCell(lesson, { cell, source })
      if (filed?.type === 'file.done') drop()
    }
    dispatch(answer)
  }

  async function file({ cell, source }: Extract<Effect, { type: 'file' }>) {
    const remote = await import('./remote.client').catch(() => null)
    dispatch(
      remote
        ? await remote.fileCell(lesson, { cell, source })
        : { type: 'save.failed', cell, why: 'offline' },
    )
  }

  /** Takes up what other windows left on this machine; theirs goes once ours is kept, or is not needed any more. */
  async function findDrafts() {
    for (const { drop, ...draft } of await drafts.find()) {
      dispatch({ type: 'draft.found', ...draft })
      const cell = getState().cells[draft.cell]
      if (cell && (!isWaiting(cell) || getState().keepsDrafts)) drop()
      else if (!cell) orphaned.set(draft.cell, drop)
    }
  }

  /** Own cells that this page has shown: what another window made besides is not ours to forget. */
  const owned = new Set<string>()
  let recalled = false
  let noting: ReturnType<typeof setTimeout> | undefined

  async function recall() {
    const memory = await import('./memory.client').catch(() => null)
    const results = await memory?.readMemory(lesson.userId, lesson.id)
    if (results) dispatch({ type: 'memory.found', results })
    recalled = true
  }

  async function noteNow() {
    clearTimeout(noting)
    noting = undefined
    const memory = await import('./memory.client').catch(() => null)
    await memory?.keepMemory(lesson.userId, lesson.id, remember(getState()))
  }

  let noted = getState()
  /** Own cells are kept at once; a result once it has come to rest. */
  function note() {
    const before = noted
    const state = (noted = getState())
    if (state.order === before.order && state.cells === before.cells) return
    const own = state.order.filter((id) => state.cells[id]!.scratch)
    for (const id of own) owned.add(id)
    const isOwnNew = own.some((id) => state.cells[id]!.source !== before.cells[id]?.source)
    if (isOwnNew || state.order !== before.order) ownKept.keep(ownCells(state), owned)
    if (recalled && state.order.some((id) => isNews(state, before, id)))
      noting ??= setTimeout(() => void noteNow(), NOTE_PAUSE)
  }

  let looked = Date.now()
  /** Another window or machine may have saved since; asked when the reader comes back. */
  async function look() {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_PAUSE) return
    looked = Date.now()
    const remote = await import('./remote.client').catch(() => null)
    const saved = (await remote?.loadSaved(lesson.id)) ?? {}
    for (const [cell, stored] of Object.entries(saved)) dispatch({ type: 'server.seen', cell, stored })
  }

  async function post({ submission }: Extract<Effect, { type: 'post' }>) {
    const remote = await import('./remote.client').catch(() => null)
    const lost: Action = {
      type: 'submission.failed',
      id: submission.id,
      failure: { at: 'sending', why: 'offline' },
    }
    dispatch(remote ? await remote.postSubmission(lesson, getState(), submission, dispatch) : lost)
  }

  async function fetchChallenge({ submission }: Extract<Effect, { type: 'fetch-challenge' }>) {
    const remote = await import('./remote.client').catch(() => null)
    const lost: Action = {
      type: 'submission.failed',
      id: submission.id,
      failure: { at: 'fetching', why: 'offline' },
    }
    dispatch(remote ? await remote.fetchChallenge(lesson, submission) : lost)
  }

  function perform(effect: Effect): void {
    switch (effect.type) {
      case 'open':
        return void open(effect.generation, effect.backend)
      case 'remove-frame':
        return removeFrame(effect.generation)
      case 'command': {
        const kernel = frames.get(effect.generation)
        if (kernel && kernel !== 'coming') kernel.send(effect.command)
        return
      }
      case 'wait':
        return later(effect.ms, effect.action)
      case 'save-later': {
        clearTimeout(saves.get(effect.cell))
        const due = () => {
          saves.delete(effect.cell)
          dispatch({ type: 'save.due', cell: effect.cell })
        }
        saves.set(effect.cell, setTimeout(due, SAVE_PAUSE))
        return
      }
      case 'save':
        return follow(save(effect))
      case 'file':
        return void file(effect)
      case 'keep-draft': {
        const { cell, source, base, aside } = effect
        return dispatch({ type: 'drafts.kept', kept: drafts.keep(cell, { source, base, aside }) })
      }
      case 'drop-draft':
        return drafts.drop(effect.cell)
      case 'record':
        return void record(effect.event)
      case 'post':
        return void post(effect)
      case 'fetch-challenge':
        return void fetchChallenge(effect)
      default:
        effect satisfies never
    }
  }

  function start() {
    if (lesson.readOnly) return () => {}
    const connection = () => dispatch({ type: 'network.changed', online: navigator.onLine })
    const leave = () => {
      if (noting !== undefined) void noteNow()
      for (const cell of saves.keys()) dispatch({ type: 'save.due', cell })
    }
    addEventListener('online', connection)
    addEventListener('offline', connection)
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    if (!navigator.onLine) connection()
    const leaveOthers = drafts.live()
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    void findDrafts()
    const forget = store.subscribe(note)
    dispatch({ type: 'own.found', own: ownKept.read() })
    void recall()
    // A page that the browser or the router kept shows what was saved when it was first drawn.
    if (opened.has(lesson.id)) {
      looked = 0
      void look()
    }
    opened.add(lesson.id)
    void record({ type: 'lesson.opened' })
    const stopWatching = watchActivity(() => void record({ type: 'lesson.active', minutes: 1 }))
    const warm = () => {
      for (const sign of WARMING) removeEventListener(sign, warm)
      dispatch({ type: 'warm' })
    }
    for (const sign of WARMING) addEventListener(sign, warm, { passive: true })
    return () => {
      leave()
      leaveOthers()
      forget()
      stopWatching()
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', connection)
      removeEventListener('offline', connection)
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      for (const sign of WARMING) removeEventListener(sign, warm)
      for (const timer of [...waits, ...saves.values()]) clearTimeout(timer)
      waits.clear()
      saves.clear()
      for (const generation of frames.keys()) removeFrame(generation)
      void outbox?.then((box) => box.close())
      outbox = null
    }
  }

  const flush = async () => {
    for (const [cell, timer] of saves) {
      clearTimeout(timer)
      saves.delete(cell)
      dispatch({ type: 'save.due', cell })
    }
    await Promise.all(saving)
    if (outbox) await (await outbox).flush()
  }

  return { ...store, lesson, flush, start }
}

/** Milliseconds between a result and its being noted for the next visit. */
const NOTE_PAUSE = 600

/** Whether a cell has another result to leave for the next visit; what streams in is noted when it has ended. */
function isNews(state: NotebookState, before: NotebookState, id: string): boolean {
  const { run } = state.cells[id]!
  return run !== before.cells[id]?.run && run?.ended != null
}

/** Milliseconds between two looks at what other windows have saved. */
const LOOK_PAUSE = 5000

/** Lessons that this document has shown before. */
const opened = new Set<string>()

/** First signs of a reader: the runtime is fetched and booted while they read on. */
const WARMING = ['pointerdown', 'pointermove', 'scroll', 'keydown', 'focusin'] as const
