'use client'
import { useTranslations } from 'next-intl'
import { makeId } from '@/lib/notebook/make-id'
import type { Submission } from '@/lib/notebook/state'
import { isSubmitting } from '@/lib/notebook/submission'
import { useDispatch, useLesson, useNotebook } from '@/lib/notebook/use-notebook.client'
import { Attempts } from './attempts.client'
import { FailureNote } from './failure-note.client'
import { Phases } from './phases.client'
import { VerdictNote } from './verdict-note.client'
import './submit.css'

/** Where a check is handed in: what will happen, how far it is, what the server said. */
export function Submit({ check: id }: { check: string }) {
  const t = useTranslations('notebook.submit')
  const lesson = useLesson()
  const dispatch = useDispatch()
  const submission = useNotebook((state) => (state.submission?.check === id ? state.submission : null))
  const busy = useNotebook((state) => isSubmitting(state) || state.submission?.phase === 'sending')
  const verified = useNotebook((state) =>
    state.attempts.some((attempt) => attempt.check === id && attempt.verdict === 'verified'),
  )
  const check = lesson.checks.find((candidate) => candidate.id === id)
  if (!check) return null
  const under = submission !== null && ['running', 'collecting', 'sending'].includes(submission.phase)

  return (
    <section
      className="submit notebook-ui"
      data-submit={id}
      data-verdict={submission?.verdict?.verdict ?? submission?.failure?.why}
      data-verified={verified ? '' : undefined}
      aria-label={t('title')}
    >
      <h3 className="submit-title">{t('title')}</h3>
      <p className="text-ink-soft">{t('about', { variable: check.variable, pass: check.pass })}</p>
      {!lesson.readOnly && (
        <div className="flex flex-wrap items-center gap-3 py-2">
          <button
            type="button"
            className={`button ${verified || submission?.failure?.at === 'sending' ? '' : 'button-loud'}`}
            data-action="submit"
            disabled={busy}
            onClick={() => dispatch({ type: 'submit', check: id, id: makeId(Date.now()) })}
          >
            {verified ? t('again') : t('submit')}
          </button>
          {under && submission.phase !== 'sending' && (
            <button type="button" className="button" onClick={() => dispatch({ type: 'stop' })}>
              {t('stop')}
            </button>
          )}
        </div>
      )}
      <div aria-live="polite">{submission && <Course submission={submission} />}</div>
      <Attempts check={id} />
    </section>
  )
}

function Course({ submission }: { submission: Submission }) {
  switch (submission.phase) {
    case 'running':
    case 'collecting':
    case 'sending':
      return <Phases submission={submission} />
    case 'judged':
      return (
        submission.verdict && <VerdictNote verdict={submission.verdict} startedAt={submission.startedAt} />
      )
    case 'failed':
      return submission.failure && <FailureNote failure={submission.failure} />
  }
}
