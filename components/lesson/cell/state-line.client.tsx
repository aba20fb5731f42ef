'use client'
import CircleStop from 'lucide-react/icons/circle-stop'
import Play from 'lucide-react/icons/play'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import {
  isRemembered,
  mayRun,
  placeInQueue,
  shownBackend,
  standingOf,
  unmetChecks,
} from '@/lib/notebook/select'
import type { Cell } from '@/lib/notebook/state'
import { useDispatch, useNotebook } from '@/lib/notebook/use-notebook.client'
import { useDuration, useNow } from './clock.client'
import { StandingIcon } from './standing-icon'

/** Run or stop, what the cell is doing, and with what: one thin line instead of a toolbar. */
export function StateLine({ cell, children }: { cell: Cell; children?: ReactNode }) {
  const t = useTranslations('notebook')
  const dispatch = useDispatch()
  const allowed = useNotebook(mayRun)
  const readOnly = useNotebook((state) => state.readOnly)
  const stopping = useNotebook((state) => state.stopping !== null && state.stopping === cell.run?.id)
  const standing = standingOf(cell)
  const unmet = standing === 'done' ? unmetChecks(cell) : 0
  const active = cell.status === 'running' || cell.status === 'queued'
  // Somebody else's work: what this page has run says nothing about it.
  if (readOnly) return null

  return (
    <div className="cell-state flex min-h-10 flex-wrap items-center gap-x-3 text-ink-soft">
      {active ? (
        <button
          type="button"
          className="-ml-2 flex min-h-10 items-center gap-1.5 rounded px-2 font-semibold text-ember hover:bg-ember-wash"
          data-action="stop"
          disabled={stopping}
          onClick={() => dispatch({ type: 'stop', cell: cell.id })}
        >
          <CircleStop size={16} aria-hidden />
          {stopping ? t('stopping') : cell.status === 'queued' ? t('unqueue') : t('stop')}
        </button>
      ) : (
        <button
          type="button"
          className="-ml-2 flex min-h-10 items-center gap-1.5 rounded px-2 font-semibold text-ember enabled:hover:bg-ember-wash disabled:text-ink-faint"
          data-action="run"
          disabled={!allowed}
          title={allowed ? t('runKeys') : t('submittingNow')}
          onClick={() => dispatch({ type: 'run', cell: cell.id })}
        >
          <Play size={15} aria-hidden />
          {t('run')}
        </button>
      )}
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 tabular-nums">
        <output className="flex items-center gap-1">
          <StandingIcon standing={unmet > 0 ? 'stale' : standing} />
          {unmet > 0 ? t('unmet', { count: unmet }) : t(`standing.${standing}`)}
          {isRemembered(cell) && standing !== 'past' && <span>{t('lastTime')}</span>}
        </output>
        <Details cell={cell} />
      </span>
      <span className="ml-auto flex items-center gap-1">{children}</span>
    </div>
  )
}

function Details({ cell }: { cell: Cell }) {
  const t = useTranslations('notebook')
  const say = useDuration()
  const running = cell.status === 'running'
  const now = useNow(running)
  const backend = useNotebook((state) => shownBackend(cell, state.kernel.backend))
  const place = useNotebook((state) => placeInQueue(state, cell.id))
  const kernel = useNotebook((state) => state.kernel.status)
  const loading = useNotebook((state) => state.loading)
  const { run } = cell
  const parts: string[] = []
  if (cell.status === 'queued') {
    parts.push(kernel === 'ready' ? t('place', { place: place ?? 1 }) : t('starting'))
  } else if (run && running) {
    const { progress } = run
    if (progress && progress.epochs > 0) {
      parts.push(
        t('epoch', {
          epoch: Math.min(Math.max(1, progress.epoch), progress.epochs),
          epochs: progress.epochs,
        }),
      )
    }
    if (progress) parts.push(t('rate', { rate: progress.stepsPerSecond }))
    if (progress?.eta !== undefined) parts.push(t('eta', { time: say(progress.eta * 1000) }))
    if (loading) {
      const share = Math.floor((100 * loading.loaded) / loading.total)
      parts.push(t('loadingData', { name: loading.dataset, share }))
    }
    if (now) parts.push(t('elapsed', { time: say(now - run.startedAt) }))
  } else if (run?.ended && run.ended.ms > 0) parts.push(say(run.ended.ms))
  if (backend) parts.push(t(`backend.${backend}`))
  return parts.map((part) => (
    <span key={part} className="text-ink-faint">
      <span aria-hidden>· </span>
      {part}
    </span>
  ))
}
