'use client'
import CircleStop from 'lucide-react/icons/circle-stop'
import ListRestart from 'lucide-react/icons/list-restart'
import Play from 'lucide-react/icons/play'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import { useTranslations } from 'next-intl'
import { useRef, type ReactNode } from 'react'
import { useKeptPlace } from '@/lib/browser/kept-place.client'
import {
  atRisk,
  isBusy,
  isOffline,
  isSignedOut,
  mayRun,
  openCheck,
  runningCell,
  shareDone,
  sweepOf,
  verifiedChecks,
  waitingToSend,
} from '@/lib/notebook/select'
import { exportCode } from '@/lib/notebook/export'
import { downloadText } from '@/lib/browser/download.client'
import { useDispatch, useHandle, useNotebook } from '@/lib/notebook/use-notebook.client'
import { useCellName } from '../cell/cell-name.client'
import { useDied } from '../cell/died.client'
import { BackendChoice } from './backend-choice.client'
import { RunningTitle } from './running-title.client'
import { cellAnchor } from '@/lib/content/anchors'

const BUTTON =
  'flex min-h-10 items-center gap-1.5 rounded px-2 text-ink enabled:hover:bg-paper-sunk disabled:text-ink-faint'

/** The whole notebook in one line: what runs, on what, and whether everything is saved. */
export function NotebookBar() {
  const t = useTranslations('notebook')
  const dispatch = useDispatch()
  const busy = useNotebook(isBusy)
  const allowed = useNotebook(mayRun)
  const readOnly = useNotebook((state) => state.readOnly)
  const bar = useRef<HTMLDivElement>(null)
  useKeptPlace(bar)
  if (readOnly) return null
  return (
    <div
      ref={bar}
      data-above
      className="notebook-bar sticky top-0 z-20 flex flex-wrap items-center gap-x-1 border-b border-rule bg-paper/95 font-ui text-ink-soft backdrop-blur-sm print:hidden"
      style={{ fontSize: 'var(--text-small)' }}
      role="toolbar"
      aria-label={t('bar.label')}
    >
      {busy ? (
        <button
          type="button"
          className={`${BUTTON} font-semibold text-ember`}
          onClick={() => dispatch({ type: 'stop' })}
        >
          <CircleStop size={16} aria-hidden />
          {t('stop')}
        </button>
      ) : (
        <button
          type="button"
          className={BUTTON}
          data-action="run-all"
          disabled={!allowed}
          title={allowed ? undefined : t('submittingNow')}
          onClick={() => dispatch({ type: 'run-all' })}
        >
          <Play size={15} aria-hidden />
          {t('bar.runAll')}
        </button>
      )}
      <button
        type="button"
        className={BUTTON}
        disabled={!allowed}
        onClick={() => dispatch({ type: 'restart-and-run-all' })}
      >
        <ListRestart size={16} aria-hidden />
        <span className="max-sm:sr-only">{t('bar.restartAndRunAll')}</span>
      </button>
      <button
        type="button"
        className={BUTTON}
        disabled={!allowed}
        title={t('bar.restartNote')}
        onClick={() => dispatch({ type: 'restart' })}
      >
        <RotateCcw size={15} aria-hidden />
        <span className="max-sm:sr-only">{t('bar.restart')}</span>
      </button>
      <span className="ml-auto flex flex-wrap items-center gap-x-3">
        <Waiting />
        <Now />
        <Proved />
        <BackendChoice />
      </span>
      <Lost />
      <SweepNote />
      <RunningTitle />
    </div>
  )
}

/** Which cell runs, as a link to it. */
function Now() {
  const t = useTranslations('notebook')
  const cell = useNotebook(runningCell)
  const nameOf = useCellName()
  const starting = useNotebook((state) => state.kernel.status === 'starting' && state.queue.length > 0)
  if (!cell) return starting && <span>{t('starting')}</span>
  const share = shareDone(cell)
  const name = nameOf(cell.id)
  return (
    <a
      href={`#${cellAnchor(cell.id)}`}
      className="flex min-h-10 items-center gap-1.5 text-ink tabular-nums no-underline hover:underline"
    >
      <span className="size-2 rounded-full bg-ember" aria-hidden />
      {share === null
        ? t('bar.running', { name })
        : t('bar.runningShare', { name, share: Math.floor(share * 100) })}
    </a>
  )
}

/** How much of the lesson is verified, as the way to what comes next: the next check, or at last the summary. */
function Proved() {
  const t = useTranslations('notebook.done')
  const verified = useNotebook((state) => state.verified)
  const all = useNotebook((state) => state.checks.length)
  const done = useNotebook(verifiedChecks)
  const open = useNotebook(openCheck)
  const style = 'flex min-h-10 items-center tabular-nums underline-offset-4 hover:underline'
  if (verified)
    return (
      <a href="#lesson-complete" className={`${style} text-verdigris`} data-proved="all">
        {t('summary')}
      </a>
    )
  return (
    open !== null && (
      <a
        href={`#submit-${open}`}
        className={style}
        aria-label={t('countLabel', { done, all })}
        data-proved={done}
      >
        {t('count', { done, all })}
      </a>
    )
  )
}

/** What is not at the server, and why; silent while everything is. */
function Waiting() {
  const t = useTranslations('notebook.bar')
  const offline = useNotebook(isOffline)
  const signedOut = useNotebook(isSignedOut)
  const waiting = useNotebook(waitingToSend)
  const lost = useNotebook(atRisk)
  const notebook = useHandle()
  const words = useTranslations('notebook')
  const nameOf = useCellName()
  if (lost > 0)
    return (
      <span className="flex flex-wrap items-center gap-x-2 text-danger" role="alert">
        {t('unkept', { count: lost })}
        <button
          type="button"
          className="min-h-10 px-1 underline underline-offset-4"
          onClick={() =>
            downloadText(
              words('export.file', { lesson: notebook.lesson.id }),
              exportCode(notebook.getState(), nameOf, (id) => words('orphans.name', { id })),
            )
          }
        >
          {t('export')}
        </button>
      </span>
    )
  if (signedOut) return <span className="text-caution">{t('signedOut', { count: waiting })}</span>
  return (
    offline && (
      <span className="text-caution">
        {waiting > 0 ? t('offlineWaiting', { count: waiting }) : t('offline')}
      </span>
    )
  )
}

/** How running everything has ended, and the way to the first place that needs work. */
function SweepNote() {
  const t = useTranslations('notebook.bar.sweep')
  const over = useNotebook((state) => sweepOf(state) !== null)
  const stopped = useNotebook((state) => sweepOf(state)?.stopped ?? null)
  const unmet = useNotebook((state) => sweepOf(state)?.unmet.length ?? 0)
  const first = useNotebook((state) => sweepOf(state)?.unmet[0] ?? null)
  const nameOf = useCellName()
  const end = useNotebook((state) => (stopped === null ? 'done' : state.cells[stopped]!.status))
  const to = (id: string) => (words: ReactNode) => (
    <a href={`#${cellAnchor(id)}`} className="text-focus underline">
      {words}
    </a>
  )
  return (
    <output className={over ? 'basis-full pb-2 text-ink' : ''}>
      {over && stopped !== null && t.rich('stopped', { name: nameOf(stopped), end, to: to(stopped) })}
      {over && stopped === null && first !== null && t.rich('unmet', { count: unmet, to: to(first) })}
      {over && stopped === null && first === null && t('good')}
    </output>
  )
}

/** Says once, in words, that the variables are gone and why. */
function Lost() {
  const t = useTranslations('notebook.lost')
  const died = useDied()
  const lost = useNotebook((state) => state.kernel.lost)
  const idle = useNotebook((state) => !isBusy(state))
  if (!lost || !idle) return null
  return (
    <output className="basis-full pb-2 text-caution">
      {t(lost.why)} {lost.reason && <span className="text-ink-soft">{died(lost.reason)}</span>}
    </output>
  )
}
