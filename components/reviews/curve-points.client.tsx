'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { LiveCurve } from '@/components/charts/live-curve.client'
import { widenCurve } from '@/lib/notebook/curve'
import type { Curve } from '@/lib/progress/events'
import type { Anchor } from '@/lib/reviews/anchor'
import type { DeskComment } from '@/lib/reviews/desk'
import { CommentForm } from './comment-form.client'
import { CommentList } from './comment-list.client'

type Props = {
  submission: string
  curve: Curve | null
  comments: readonly DeskComment[]
  isOpen: boolean
  onComment: (anchor: Anchor, body: string) => Promise<string | null>
  onRemove: (id: string) => Promise<void>
}

/** The training curve, and comments on its points. A point is chosen by line and step, so also without a mouse. */
export function CurvePoints({ submission, curve, comments, isOpen, onComment, onRemove }: Props) {
  const t = useTranslations('reviews.desk')
  const field = useId()
  const [name, setName] = useState(curve?.series[0]?.name ?? '')
  const [position, setPosition] = useState(0)
  if (!curve || curve.series.length === 0) return <p className="py-2 text-ink-soft">{t('noCurve')}</p>
  const series = curve.series.find((one) => one.name === name) ?? curve.series[0]!
  const index = Math.min(position, Math.max(0, series.x.length - 1))
  const x = series.x[index]
  const y = series.y[index]
  return (
    <>
      <LiveCurve curve={widenCurve(curve)} totalSteps={null} />
      <CommentList comments={comments} isOpen={isOpen} onRemove={onRemove} withPlace />
      {isOpen && x !== undefined && (
        <details className="pt-1">
          <summary className="min-h-10 w-fit cursor-pointer py-2 text-ink-soft">{t('commentPoint')}</summary>
          <div className="flex flex-wrap items-end gap-3">
            <label className="grid gap-1 text-small text-ink-soft" htmlFor={`${field}-series`}>
              {t('series')}
              <select
                id={`${field}-series`}
                className="field text-ink"
                value={series.name}
                onChange={(event) => setName(event.target.value)}
              >
                {curve.series.map((one) => (
                  <option key={one.name}>{one.name}</option>
                ))}
              </select>
            </label>
            <label className="grid grow gap-1 text-small text-ink-soft" htmlFor={`${field}-step`}>
              {t('step', { x, y: y === null || y === undefined ? 'NaN' : String(Number(y.toPrecision(4))) })}
              <input
                id={`${field}-step`}
                type="range"
                className="min-h-10"
                min={0}
                max={series.x.length - 1}
                value={index}
                onChange={(event) => setPosition(Number(event.target.value))}
              />
            </label>
          </div>
          <CommentForm
            place={[submission, 'point', series.name, String(x)]}
            label={t('pointLabel', { series: series.name, x })}
            onSend={(body) => onComment({ kind: 'point', series: series.name, x }, body)}
          />
        </details>
      )}
    </>
  )
}
