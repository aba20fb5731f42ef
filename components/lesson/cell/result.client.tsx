'use client'
import { useTranslations } from 'next-intl'
import type { ComponentProps, ComponentType } from 'react'
import type { LiveCurve as CurveView } from '@/components/charts/live-curve.client'
import type { Outputs as OutputsView } from '@/components/outputs/outputs.client'
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react'
import { shareDone } from '@/lib/notebook/select'
import type { Cell } from '@/lib/notebook/state'
import { useNotebook } from '@/lib/notebook/use-notebook.client'
import { Checks } from './checks.client'
import { Problem } from './problem.client'

const loadOutputs = () => import('@/components/outputs/outputs.client')
const loadCurve = () => import('@/components/charts/live-curve.client')
const Outputs = lazy<ComponentType<ComponentProps<typeof OutputsView>>>(() =>
  loadOutputs().then(
    (loaded) => ({ default: loaded.Outputs }),
    () => ({ default: Missing }),
  ),
)
const LiveCurve = lazy<ComponentType<ComponentProps<typeof CurveView>>>(() =>
  loadCurve().then(
    (loaded) => ({ default: loaded.LiveCurve }),
    () => ({ default: Missing }),
  ),
)

/** Stands where a view belongs whose script could not be fetched; the result itself is kept. */
function Missing() {
  return <p className="my-1 text-caution">{useTranslations('notebook')('viewMissing')}</p>
}

/** The thin bar of a running training; without a known end it only says that something moves. */
function ProgressBar({ cell }: { cell: Cell }) {
  const t = useTranslations('notebook')
  if (cell.status !== 'running') return <div className="h-0.5" />
  const share = shareDone(cell)
  return (
    // <progress> cannot be drawn as a line two pixels high in every browser.
    <div
      className="cell-progress"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="progressbar"
      aria-label={t('progress')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      data-unknown={share === null ? '' : undefined}
    >
      <div data-bar style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  )
}

/** Everything a run has shown. While the next run has shown nothing yet, the room of the last one is kept. */
export function Result({ cell }: { cell: Cell }) {
  const t = useTranslations('notebook')
  const box = useRef<HTMLDivElement>(null)
  const room = useRef(0)
  const { run } = cell
  const running = cell.status === 'running'
  const warm = useNotebook((state) => state.kernel.status !== 'absent')
  // Fetched with the kernel, so that a connection lost later takes no result away.
  useEffect(() => {
    if (warm) void Promise.allSettled([loadOutputs(), loadCurve()])
  }, [warm])
  useLayoutEffect(() => {
    if (!box.current) return
    if (!running) room.current = box.current.offsetHeight
    box.current.style.minHeight = running ? `${room.current}px` : ''
  })

  return (
    <>
      <ProgressBar cell={cell} />
      <div ref={box}>
        {run && (
          <>
            <Problem run={run} cell={cell.id} stale={cell.source !== run.source} />
            {run.curve.length > 0 && (
              <Suspense fallback={<div className="h-60" />}>
                <LiveCurve key={run.id} curve={run.curve} totalSteps={run.progress?.totalSteps ?? null} />
              </Suspense>
            )}
            {run.outputs.length > 0 && (
              <Suspense fallback={null}>
                <Outputs outputs={run.outputs} />
              </Suspense>
            )}
            {run.dropped > 0 && <p className="my-1 text-caution">{t('dropped', { count: run.dropped })}</p>}
          </>
        )}
        {/* Stands before there is anything in it, so that what comes is read out. */}
        <div aria-live="polite">{run && <Checks results={run.checks} />}</div>
      </div>
    </>
  )
}
