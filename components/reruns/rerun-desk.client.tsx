'use client'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { RerunResult } from './rerun-result.client'
import { useRerun } from './use-rerun.client'

export type LessonChoice = {
  id: string
  title: string
  checks: { id: string; kind: 'quiz' | 'code' | 'model' | 'review' }[]
}

/** A lesson and a check, what running it again would change, and the word to do it. */
export function RerunDesk({ lessons }: { lessons: readonly LessonChoice[] }) {
  const t = useTranslations('reruns')
  const field = useId()
  const [chosen, setChosen] = useState({ lesson: lessons[0]!.id, check: lessons[0]!.checks[0]?.id ?? '' })
  const { rerun, trouble, start, cancel, confirm } = useRerun()
  const lesson = lessons.find(({ id }) => id === chosen.lesson)!
  const isRunning = rerun?.state === 'running'

  function preview(event: FormEvent) {
    event.preventDefault()
    if (!isRunning) void start(chosen.lesson, chosen.check)
  }

  return (
    <>
      <form onSubmit={preview} className="mt-6 flex flex-wrap items-end gap-4">
        <label htmlFor={`${field}-lesson`} className="grid gap-1 text-small text-ink-soft">
          {t('lesson')}
          <select
            id={`${field}-lesson`}
            className="field text-ink"
            value={chosen.lesson}
            disabled={isRunning}
            onChange={(event) => {
              const next = lessons.find(({ id }) => id === event.target.value)!
              setChosen({ lesson: next.id, check: next.checks[0]?.id ?? '' })
            }}
          >
            {lessons.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={`${field}-check`} className="grid gap-1 text-small text-ink-soft">
          {t('check')}
          <select
            id={`${field}-check`}
            className="field text-ink"
            value={chosen.check}
            disabled={isRunning}
            onChange={(event) => setChosen({ ...chosen, check: event.target.value })}
          >
            {lesson.checks.map(({ id, kind }) => (
              <option key={id} value={id}>
                {id} · {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button-loud" data-action="preview" disabled={isRunning}>
          {t('preview')}
        </button>
        {isRunning && (
          <button type="button" className="button" onClick={() => void cancel()}>
            {t('cancel')}
          </button>
        )}
      </form>
      <div aria-live="polite" className="mt-6" data-rerun={rerun?.state}>
        {trouble && <p className="text-caution">{trouble}</p>}
        {isRunning && (
          <div>
            <p className="tabular-nums">{t('running', { done: rerun.done, total: rerun.total })}</p>
            <progress className="mt-2 w-full max-w-[30rem]" value={rerun.done} max={Math.max(1, rerun.total)}>
              {rerun.done}
            </progress>
          </div>
        )}
        {rerun?.state === 'cancelled' && <p>{t('cancelled')}</p>}
        {rerun?.state === 'failed' && <p className="text-danger">{t('failed')}</p>}
      </div>
      {rerun && (rerun.state === 'ready' || rerun.state === 'applied') && (
        <RerunResult
          key={rerun.id}
          rerun={rerun}
          title={lessons.find(({ id }) => id === rerun.lesson)?.title ?? rerun.lesson}
          onConfirm={confirm}
        />
      )}
    </>
  )
}
